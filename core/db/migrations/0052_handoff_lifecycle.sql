-- The life of a talk with a person: put off, finished, asked about, watched; what follows it: wrap-up, follow-up, survey; what was promised; drafts.
-- Personal text lies only in columns named `personal`.

-- Put off until then. The agent stays in charge, but has no open assignment: it takes no room.
alter table handoff add column snoozed_until timestamptz;
-- The talk is over; by then the wrap-up is written, or filled in as it stands.
alter table handoff add column wrap_up_until timestamptz;
alter table handoff add column if not exists complaint_class text;

-- How an assignment may begin is said in handoff/queries.ts: waking and reopening have joined.
alter table assignment drop constraint if exists assignment_begun_by_check;

-- A colleague was asked without being handed the conversation. Question and answer are whispers in the transcript.
create table consult (
  id uuid primary key,
  handoff_id uuid not null references handoff (id),
  conversation_id uuid not null,
  team text not null,
  asked_by uuid not null references agent (id),
  agent_id uuid not null references agent (id),
  asked_at timestamptz not null,
  ended_at timestamptz,
  is_answered boolean not null default false
);
create unique index consult_open on consult (handoff_id, agent_id) where ended_at is null;

-- A lead reads along.
create table watcher (
  handoff_id uuid not null references handoff (id),
  agent_id uuid not null references agent (id),
  since timestamptz not null,
  is_shown boolean not null,
  primary key (handoff_id, agent_id)
);

-- What an agent has written and not sent, one a conversation. `refused_at`: it was sent when somebody else was in charge already.
create table draft (
  agent_id uuid not null references agent (id),
  conversation_id uuid not null,
  updated_at timestamptz not null,
  refused_at timestamptz,
  refused_for uuid references agent (id),
  personal jsonb not null,
  primary key (agent_id, conversation_id)
);

-- How a handoff ended, in the agent's words; `agent_id` null: nobody wrote it in time.
create table wrap_up (
  handoff_id uuid primary key references handoff (id),
  conversation_id uuid not null,
  agent_id uuid references agent (id),
  disposition text not null,
  complaint_class text,
  written_at timestamptz not null,
  personal jsonb not null
);

-- The shopper is written to at a date.
create table follow_up (
  id uuid primary key,
  handoff_id uuid not null references handoff (id),
  conversation_id uuid not null,
  team text not null,
  agent_id uuid not null references agent (id),
  due_at timestamptz not null,
  state text not null check (state in ('planned', 'asked', 'well', 'unwell', 'met', 'passed-on', 'dropped')),
  ended_at timestamptz,
  personal jsonb not null
);
create index follow_up_of_handoff on follow_up (handoff_id);

-- Asked once a handoff.
create table survey (
  handoff_id uuid primary key references handoff (id),
  conversation_id uuid not null,
  team text not null,
  agent_id uuid references agent (id),
  asked_at timestamptz not null,
  score smallint check (score between 1 and 5),
  answered_at timestamptz,
  personal jsonb not null
);
create index survey_answered on survey (team, answered_at desc) where answered_at is not null;

-- What an agent has promised a shopper, until it is kept.
create table promise (
  id uuid primary key,
  handoff_id uuid not null references handoff (id),
  conversation_id uuid not null,
  team text not null,
  agent_id uuid not null references agent (id),
  kind text not null,
  due_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'broken', 'kept', 'kept-late', 'dropped')),
  made_at timestamptz not null,
  warned_at timestamptz,
  moved int not null default 0,
  ended_at timestamptz,
  personal jsonb not null
);
create index promise_of_handoff on promise (handoff_id, due_at);
create index promise_of_conversation on promise (conversation_id, due_at);
create index promise_open on promise (team, due_at, id) where state in ('open', 'broken');
create index promise_of_agent on promise (agent_id, due_at, id) where state in ('open', 'broken');

-- Tasks that the desk makes itself.
alter table left_message drop constraint if exists left_message_kind_check;
alter table left_message add constraint left_message_kind_check check (kind in ('message', 'call-back', 'survey', 'follow-up', 'promise'));
