-- Conversations, their messages, the inbox of turns and the outbox of deliveries.
-- Personal text lies only in columns named `personal` or `personal_…`, read and written by core/conversation/personal.ts.
-- `xid` lets readers follow by cursor without skipping a late commit: order by (xid, …), read only below pg_snapshot_xmin.

create table shopper (
  id uuid primary key,
  channel text not null,
  channel_account text not null,
  external_id text not null,
  customer_id text,
  created_at timestamptz not null,
  personal jsonb not null,
  unique (channel, channel_account, external_id)
);
create index shopper_customer on shopper (customer_id) where customer_id is not null;

create table conversation (
  id uuid primary key,
  channel text not null,
  channel_account text not null,
  external_id text not null,
  shopper_id uuid not null references shopper (id),
  customer_id text,
  state text not null default 'bot' check (state in ('bot', 'waiting', 'human', 'wrap-up', 'snoozed', 'closed')),
  agent_id uuid,
  language text,
  script text not null default 'none',
  version int not null default 0,
  last_seq int not null default 0,
  personal_dialog jsonb,
  personal_mood jsonb,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  personal jsonb not null,
  xid xid8 not null default pg_current_xact_id(),
  unique (channel, channel_account, external_id)
);
create index conversation_of_shopper on conversation (shopper_id, created_at);
create index conversation_of_customer on conversation (customer_id, created_at) where customer_id is not null;

create table message (
  conversation_id uuid not null references conversation (id),
  seq int not null,
  id uuid not null,
  speaker text not null check (speaker in ('shopper', 'bot', 'agent', 'system')),
  kind text not null default 'text' check (kind in ('text', 'note', 'event')),
  agent_id uuid,
  reply_key text,
  created_at timestamptz not null,
  understanding jsonb,
  personal jsonb not null,
  xid xid8 not null default pg_current_xact_id(),
  primary key (conversation_id, seq)
);
create index message_changed on message (xid, conversation_id, seq);

create table inbox (
  conversation_id uuid not null references conversation (id),
  seq int not null,
  channel text not null,
  channel_account text not null,
  external_id text not null,
  state text not null default 'new' check (state in ('new', 'done', 'dead')),
  attempts int not null default 0,
  received_at timestamptz not null,
  next_at timestamptz not null,
  primary key (conversation_id, seq),
  unique (channel, channel_account, external_id)
);
create index inbox_due on inbox (next_at) where state = 'new';

create table outbox (
  conversation_id uuid not null references conversation (id),
  seq int not null,
  state text not null default 'queued' check (state in ('queued', 'sent', 'dead', 'cancelled')),
  is_notice boolean not null default false,
  attempts int not null default 0,
  next_at timestamptz not null,
  lease_until timestamptz,
  lease_by text,
  sent_at timestamptz,
  external_id text,
  failure text,
  primary key (conversation_id, seq)
);
create index outbox_due on outbox (next_at) where state = 'queued';
create index outbox_queued on outbox (conversation_id, seq) where state = 'queued';

-- A write to the shop, decided by a turn; `key` is made of conversation, turn and position.
create table outcome (
  conversation_id uuid not null references conversation (id),
  key text not null,
  state text not null default 'queued' check (state in ('queued', 'done', 'refused', 'unclear')),
  attempts int not null default 0,
  next_at timestamptz not null,
  lease_until timestamptz,
  lease_by text,
  ended_at timestamptz,
  personal jsonb not null,
  primary key (conversation_id, key)
);
create index outcome_due on outcome (next_at) where state = 'queued';

create table upload (
  conversation_id uuid not null references conversation (id),
  id uuid not null,
  content_type text not null,
  size int not null,
  created_at timestamptz not null,
  personal_name text not null,
  personal bytea not null,
  primary key (conversation_id, id)
);
