-- Who gets whom: queues and skills that leads edit, levels of skill, what orders a queue, offers to one agent at a time.

create table skill (
  team text not null default 'shop',
  id text not null,
  label_en text not null,
  label_zh text not null,
  -- Topics of dialogs that lead here.
  topics text[] not null default '{}',
  -- Whose agents are alerted too, in this order, when nobody takes a conversation.
  widen_to text[] not null default '{}',
  primary key (team, id)
);
insert into skill (id, label_en, label_zh, topics, widen_to) values
  ('pre-sale', 'Before buying', '售前', '{product,faq,small-talk,handoff,fallback}', '{in-sale,after-sale}'),
  ('in-sale', 'Orders and shipping', '售中', '{order,shipping}', '{pre-sale,after-sale}'),
  ('after-sale', 'Returns and repairs', '售后', '{returns}', '{in-sale,complaint}'),
  ('complaint', 'Complaints', '投诉', '{complaint}', '{after-sale,payment}'),
  ('payment', 'Payment', '支付', '{payment}', '{after-sale,in-sale}');
insert into skill (team, id, label_en, label_zh) select distinct team, skill, skill, skill from queue on conflict do nothing;

alter table queue
  add column label_en text not null default '',
  add column label_zh text not null default '',
  add column assignment text not null default 'pull' check (assignment in ('pull', 'push')),
  add column offer_ms int not null default 20000 check (offer_ms > 0),
  add column alert_ms int not null default 60000 check (alert_ms > 0),
  add column rise_ms int not null default 180000 check (rise_ms > 0),
  add column most_per_agent int check (most_per_agent > 0),
  add column is_open boolean not null default true;
update queue set label_en = s.label_en, label_zh = s.label_zh from skill s where s.team = queue.team and s.id = queue.skill;

-- Which skills an agent has stands in agent.skills (none: all); how well, here: 1 junior, 2 middle, 3 senior.
create table agent_skill (
  agent_id uuid not null references agent (id),
  skill text not null,
  level smallint not null default 2 check (level between 1 and 3),
  primary key (agent_id, skill)
);
insert into agent_skill (agent_id, skill) select id, unnest(skills) from agent on conflict do nothing;

-- Since when the agent is there without a break.
alter table presence add column online_since timestamptz;
update presence set online_since = seen_at;

alter table handoff
  -- What it needs of an agent.
  add column level smallint not null default 1 check (level between 1 and 3),
  -- The earliest deadline: first answer, later whichever clock runs.
  add column due_at timestamptz,
  -- Those whose agent vanished stand first, then urgent … low.
  add column place smallint not null generated always as (case when is_returned then 0 else 4 - priority end) stored,
  add column alert_count int not null default 0,
  add column alerted_at timestamptz,
  -- Skills beside the queue's whose agents are alerted too.
  add column widened_to text[] not null default '{}',
  -- Rises when everybody who could take it has let it pass: then it goes round again.
  add column offer_round int not null default 0;
update handoff set due_at = coalesce(respond_by, waiting_since);
alter table handoff alter column due_at set not null;

-- The order of a queue, in one index: for the place, for pages, for the head.
drop index handoff_waiting;
drop index handoff_waiting_in_queue;
create index handoff_line on handoff (queue_id, place, due_at, waiting_since, id) where status = 'waiting';
-- The same over all queues of a team, for the list.
create index handoff_waiting on handoff (team, place, due_at, waiting_since, id) where status = 'waiting';
-- The same by language, for offers: nobody looks past those whose language no free agent speaks.
create index handoff_line_in_language on handoff (queue_id, language, place, due_at, waiting_since, id) where status = 'waiting';
create index handoff_alerted on handoff (queue_id, place, due_at, waiting_since, id) where status = 'waiting' and alert_count > 0;
create index handoff_longest_wait on handoff (queue_id, waiting_since) where status = 'waiting';
-- The sweep asks who has waited longest where nobody is.
create index handoff_oldest_wait on handoff (team, waiting_since) where status = 'waiting';
-- Of the day, for the board.
create index handoff_of_day on handoff (team, requested_at);
-- Who served this shopper last.
create index handoff_of_shopper on handoff (shopper_id, accepted_at desc) where accepted_at is not null;
create index assignment_ended on assignment (agent_id, ended_at desc) where ended_at is not null;

-- A conversation offered to one agent until then; it keeps a place of their capacity. Ended ones tell who has let it pass.
create table offer (
  id uuid primary key,
  handoff_id uuid not null references handoff (id),
  conversation_id uuid not null,
  agent_id uuid not null references agent (id),
  round int not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_by text check (ended_by in ('accepted', 'declined', 'expired', 'withdrawn')),
  check ((ended_at is null) = (ended_by is null))
);
create unique index offer_open on offer (handoff_id) where ended_at is null;
create index offer_open_of_agent on offer (agent_id) where ended_at is null;
create index offer_of_handoff on offer (handoff_id, round);
