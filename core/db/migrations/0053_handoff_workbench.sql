-- What agents work with: tags, notes about shoppers, facts set right, quick replies, mentions, what the guard found, order numbers to search by.
-- Personal text lies only in columns named `personal`.

-- Lines of the shopper that the person in charge has not seen.
alter table handoff add column unread int not null default 0;

-- The newest first, for the search; the board counts by the same order.
drop index handoff_of_day;
create index handoff_of_day on handoff (team, requested_at, id);

create table team_tag (
  team text not null,
  tag text not null,
  label_en text not null,
  label_zh text not null,
  colour text not null,
  primary key (team, tag)
);
create table conversation_tag (
  team text not null,
  tag text not null,
  conversation_id uuid not null,
  primary key (conversation_id, team, tag),
  foreign key (team, tag) references team_tag (team, tag) on delete cascade
);
create index conversation_tag_of on conversation_tag (team, tag, conversation_id);

-- Order numbers of a conversation as the shop writes them, in small letters.
create table conversation_order (
  team text not null,
  order_number text not null,
  conversation_id uuid not null,
  primary key (team, order_number, conversation_id)
);

-- A fact of the handoff's moment that an agent has taken away since.
create table removed_fact (
  conversation_id uuid not null,
  name text not null,
  primary key (conversation_id, name)
);

-- About a shopper, over conversations and channels: by their customer id where the shop knows them.
create table shopper_note (
  id uuid primary key,
  team text not null,
  shopper_id uuid not null,
  customer_id text,
  agent_id uuid not null references agent (id),
  written_at timestamptz not null,
  removed_at timestamptz,
  personal jsonb not null
);
create index shopper_note_of_shopper on shopper_note (shopper_id, team) where removed_at is null;
create index shopper_note_of_customer on shopper_note (customer_id, team) where removed_at is null and customer_id is not null;
create index handoff_of_shopper_in_team on handoff (shopper_id, team);

-- Texts by shortcut, written by the team. `texts` by language.
create table quick_reply (
  id uuid primary key,
  team text not null,
  shortcut text not null,
  title_en text not null,
  title_zh text not null,
  texts jsonb not null,
  saved_at timestamptz not null,
  unique (team, shortcut)
);
-- The shipped ones are laid down once a team, so that what it throws away stays away.
create table quick_reply_team (
  team text primary key
);

-- An agent is named in a note.
create table mention (
  id uuid primary key,
  team text not null,
  conversation_id uuid not null,
  seq int not null,
  agent_id uuid not null references agent (id),
  by_agent_id uuid not null references agent (id),
  made_at timestamptz not null,
  seen_at timestamptz
);
create index mention_of_agent on mention (agent_id, made_at desc, id desc);

-- What the guard found in an agent's words, and what came of it. The reason is the agent's, in their words.
create table guard_hit (
  id uuid primary key,
  team text not null,
  handoff_id uuid not null,
  conversation_id uuid not null,
  agent_id uuid not null references agent (id),
  rule text not null,
  deed text not null check (deed in ('warn', 'reason', 'block')),
  outcome text not null check (outcome in ('held-back', 'sent')),
  found_at timestamptz not null,
  personal jsonb not null
);
create index guard_hit_at on guard_hit (team, found_at desc, id);
