-- How far the shopper has read, where their channel tells: a position in each conversation that a person has been asked for in.
create table shopper_seen (
  conversation_id uuid primary key,
  seq int not null,
  at timestamptz not null
);
