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
