-- Desks outside: which handoff was offered to which of them, what has to be told to it, and who speaks for it here.

-- Of which outside desk this agent is one; null: a person of our own desk. Such an agent has no password, no room for offers, and is not listed as a person at the desk.
alter table agent add column outside text;
create index agent_outside on agent (outside) where outside is not null;

-- A handoff offered to an outside desk. The queue keeps it all the while: whoever is faster has it.
create table handoff_target (
  handoff_id uuid primary key,
  conversation_id uuid not null,
  target text not null,
  state text not null check (state in ('offered', 'accepted', 'ended', 'fallen-back')),
  -- What has been said up to here is told, or has its call.
  relayed_seq int not null,
  -- Where it lies at the other desk: that desk's own ids.
  place jsonb not null default '{}',
  place_id text,
  offered_at timestamptz not null,
  answer_by timestamptz not null,
  ended_at timestamptz
);
create unique index handoff_target_open on handoff_target (conversation_id) where state in ('offered', 'accepted');
create index handoff_target_state on handoff_target (answer_by) where state in ('offered', 'accepted');
create index handoff_target_place on handoff_target (target, place_id, offered_at desc) where place_id is not null;

-- One call to an outside desk. Of a handoff they go out one after the other, by position; words are read when they are sent, so nothing personal lies here.
create table target_call (
  id uuid primary key,
  handoff_id uuid not null,
  target text not null,
  position int not null,
  kind text not null check (kind in ('initiate', 'message', 'status')),
  -- Of a message: its place in the conversation.
  seq int,
  -- Of a status: what has become of the handoff, and why.
  status text,
  reason text,
  state text not null default 'queued' check (state in ('queued', 'sent', 'dead', 'dropped')),
  attempts int not null default 0,
  created_at timestamptz not null,
  next_at timestamptz not null,
  lease_until timestamptz,
  lease_by text,
  ended_at timestamptz,
  failure text,
  unique (handoff_id, position),
  unique (handoff_id, seq)
);
create index target_call_due on target_call (next_at) where state = 'queued';
create index target_call_dead on target_call (ended_at) where state = 'dead';
