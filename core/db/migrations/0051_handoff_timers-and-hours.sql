-- What the desk does at a time: timers as rows, so that they survive restarts.

create table timer (
  id uuid primary key,
  kind text not null,
  -- Of what it is about: an id of ours, with a suffix where one thing has several.
  ref text not null,
  -- When it is meant to fire.
  due_at timestamptz not null,
  -- When it is looked at next: later than due after a failure.
  try_at timestamptz not null,
  attempts int not null default 0,
  -- Ids and names of ours only.
  data jsonb not null default '{}'
);
create index timer_try on timer (try_at, id);
create index timer_ref on timer (ref, kind);

-- When the desk is open. A queue without a calendar is always open.
create table calendar (
  id uuid primary key,
  team text not null,
  name text not null,
  -- IANA name.
  time_zone text not null,
  -- Periods of each weekday, and the dates that differ from it.
  week jsonb not null,
  special_days jsonb not null default '[]',
  created_at timestamptz not null
);
create table queue_calendar (
  queue_id text primary key references queue (id) on delete cascade,
  calendar_id uuid not null references calendar (id) on delete cascade
);

-- Who speaks when nobody can be expected; what stands here outweighs what is shipped. Without a queue: of all the team's queues.
create table off_hours (
  team text not null,
  queue_id text references queue (id) on delete cascade,
  is_open boolean not null,
  is_somebody_there boolean not null,
  reason_class text not null,
  speaks text not null check (speaks in ('person', 'bot', 'leave-a-message', 'both')),
  unique nulls not distinct (team, queue_id, is_open, is_somebody_there, reason_class)
);

-- How soon a shopper is answered; what stands here outweighs what is shipped.
create table sla_target (
  team text not null,
  queue_id text references queue (id) on delete cascade,
  priority smallint not null check (priority between 0 and 3),
  kind text not null check (kind in ('first', 'next', 'resolution')),
  -- In business time; null: no clock runs.
  target_ms bigint check (target_ms > 0),
  warn_percent smallint not null check (warn_percent between 1 and 99),
  on_breach text[] not null default '{}',
  unique nulls not distinct (team, queue_id, priority, kind)
);

-- A clock of a handoff, with what it was started with. The clock of the next answer is started again and again.
create table sla_clock (
  handoff_id uuid not null,
  kind text not null check (kind in ('first', 'next', 'resolution')),
  target_ms bigint not null,
  warn_percent smallint not null,
  on_breach text[] not null,
  started_at timestamptz not null,
  warn_at timestamptz not null,
  due_at timestamptz not null,
  -- Stands still since then, with so much business time left.
  paused_at timestamptz,
  left_ms bigint,
  warned_at timestamptz,
  breached_at timestamptz,
  stopped_at timestamptz,
  primary key (handoff_id, kind),
  check ((paused_at is null) = (left_ms is null))
);

create table sla_breach (
  id uuid primary key,
  team text not null,
  queue_id text not null,
  handoff_id uuid not null,
  conversation_id uuid not null,
  kind text not null,
  priority smallint not null,
  -- Who was in charge then.
  agent_id uuid,
  due_at timestamptz not null,
  breached_at timestamptz not null,
  escalations text[] not null
);
create index sla_breach_at on sla_breach (team, breached_at desc, id);
create index sla_breach_of_handoff on sla_breach (handoff_id);

-- A message left, or a call wanted: a task from `due_at` on.
alter table left_message
  add column kind text not null default 'message' check (kind in ('message', 'call-back')),
  add column wanted_from timestamptz,
  add column wanted_to timestamptz,
  add column due_at timestamptz;
update left_message set due_at = created_at;
alter table left_message alter column due_at set not null;
drop index left_message_open;
create index left_message_open on left_message (team, due_at, id) where done_at is null;
create index left_message_done on left_message (team, done_at) where done_at is not null;

-- The priority with which somebody asked: how long others of the same waited is told to who waits now.
alter table handoff add column first_priority smallint;
update handoff set first_priority = priority;
alter table handoff alter column first_priority set not null;
drop index handoff_accepted;
create index handoff_accepted on handoff (queue_id, first_priority, accepted_at desc) where accepted_at is not null;
