-- Handing over to a person: queues, agents, handoffs and who is responsible, presence, the desk's feed of changes, audit.
-- Personal text lies only in columns named `personal`; audit and feed hold ids only.

create table queue (
  id text primary key,
  team text not null default 'shop',
  skill text not null,
  language text not null default 'any',
  unique (team, skill, language)
);
insert into queue (id, skill) values
  ('pre-sale', 'pre-sale'), ('in-sale', 'in-sale'), ('after-sale', 'after-sale'), ('complaint', 'complaint'), ('payment', 'payment');

create table agent (
  id uuid primary key,
  email text not null unique check (email = lower(email)),
  name text not null,
  password_hash text not null,
  role text not null check (role in ('agent', 'lead', 'editor', 'publisher', 'admin', 'auditor')),
  team text not null default 'shop',
  languages text[] not null default '{}',
  skills text[] not null default '{}',
  capacity int not null default 4 check (capacity between 0 and 100),
  is_away boolean not null default false,
  -- Made for trying the software out; refused in production.
  is_demo boolean not null default false,
  disabled_at timestamptz,
  created_at timestamptz not null
);

create table agent_session (
  token_hash text primary key,
  id uuid not null unique,
  agent_id uuid not null references agent (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index agent_session_open on agent_session (agent_id) where ended_at is null;

-- A lease: an agent whose console is silent until `lease_until` has vanished.
create table presence (
  agent_id uuid primary key references agent (id),
  seen_at timestamptz not null,
  lease_until timestamptz not null
);
create index presence_lease on presence (lease_until);

create table handoff (
  id uuid primary key,
  conversation_id uuid not null,
  queue_id text not null references queue (id),
  team text not null,
  reason text not null,
  topic text not null,
  channel text not null,
  shopper_id uuid not null,
  language text not null,
  -- 0 low … 3 urgent
  priority smallint not null check (priority between 0 and 3),
  mood text not null,
  status text not null check (status in ('waiting', 'accepted', 'completed', 'failed', 'cancelled')),
  agent_id uuid references agent (id),
  turn_seq int not null,
  is_returned boolean not null default false,
  requested_at timestamptz not null,
  waiting_since timestamptz not null,
  respond_by timestamptz,
  accepted_at timestamptz,
  first_response_at timestamptz,
  -- Since when the shopper waits for the person in charge.
  unanswered_since timestamptz,
  completed_at timestamptz,
  disposition text,
  -- When the shopper was told that their agent vanished: told once.
  told_vanished_at timestamptz,
  -- The shopper's name and first words, for lists.
  personal jsonb not null,
  -- What the turn knew when it asked for a person; read only with the card.
  personal_card jsonb not null,
  check ((status = 'accepted') = (agent_id is not null) or status in ('completed', 'failed', 'cancelled'))
);
create unique index handoff_open on handoff (conversation_id) where status in ('waiting', 'accepted');
create index handoff_of_conversation on handoff (conversation_id, requested_at desc);
create index handoff_waiting on handoff (team, priority desc, is_returned desc, waiting_since, id) where status = 'waiting';
create index handoff_waiting_in_queue on handoff (queue_id, priority desc, is_returned desc, waiting_since, id) where status = 'waiting';
create index handoff_of_agent on handoff (agent_id) where status = 'accepted';
create index handoff_accepted on handoff (queue_id, accepted_at desc) where accepted_at is not null;

-- One agent responsible for one handoff, from when to when and why.
create table assignment (
  id uuid primary key,
  handoff_id uuid not null references handoff (id),
  agent_id uuid not null references agent (id),
  begun_by text not null check (begun_by in ('claim', 'transfer', 'take-over')),
  begun_at timestamptz not null,
  ended_at timestamptz,
  ended_by text
);
create unique index assignment_open on assignment (handoff_id) where ended_at is null;
create index assignment_of_agent on assignment (agent_id) where ended_at is null;

-- A message left while nobody was there: a task until somebody marks it done.
create table left_message (
  id uuid primary key,
  conversation_id uuid not null,
  queue_id text not null references queue (id),
  team text not null,
  shopper_id uuid not null,
  language text not null,
  created_at timestamptz not null,
  done_at timestamptz,
  done_by uuid references agent (id),
  personal jsonb not null
);
create index left_message_open on left_message (team, created_at) where done_at is null;

-- What consoles follow: snapshot, then everything after a cursor (xid, id) that never passes pg_snapshot_xmin, so that a late commit is never skipped.
create table desk_change (
  xid xid8 not null default pg_current_xact_id(),
  id uuid not null,
  team text,
  conversation_id uuid,
  what text not null,
  at timestamptz not null,
  primary key (xid, id)
);
create index desk_change_at on desk_change (at);

create table audit (
  id uuid primary key,
  at timestamptz not null,
  agent_id uuid,
  deed text not null,
  conversation_id uuid,
  handoff_id uuid,
  -- Ids and names of ours only, never personal text.
  detail jsonb,
  -- Of a deed that must be done once however often it is sent.
  deed_key uuid unique
);
create index audit_at on audit (at);
