-- What a team has set for itself, and which team gets whom.

-- What agents may give back by themselves, in minor units; null: as shipped.
alter table team add column refund_limit bigint check (refund_limit >= 0);

-- Shoppers of this account of a channel are this team's: a shop with two brands on two accounts. What is not listed comes to the first team.
create table channel_team (
  channel text not null,
  channel_account text not null,
  team text not null references team (id),
  primary key (channel, channel_account)
);
