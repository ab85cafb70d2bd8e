-- Teams as rows, what a session was opened with, and the chain over the audit rows.

create table team (
  id text primary key,
  name text not null
);
insert into team (id, name) values ('shop', 'Shop');
insert into team (id, name)
  select distinct team, team from (select team from queue union select team from agent) used on conflict (id) do nothing;
alter table queue add constraint queue_team foreign key (team) references team (id);
alter table agent add constraint agent_team foreign key (team) references team (id);

-- `device` is a word of ours made of the browser's name for itself ("Firefox, Linux"), never that name.
alter table agent_session add column device text not null default '';
alter table agent_session add column opened_by text not null default 'password' check (opened_by in ('password', 'oidc'));

create index agent_session_of_agent on agent_session (agent_id, created_at desc);

-- Who somebody is at an identity provider, once their address has been proven there.
create table agent_identity (
  issuer text not null,
  subject text not null,
  agent_id uuid not null references agent (id),
  created_at timestamptz not null,
  primary key (issuer, subject)
);

-- `team` is whose auditors may read the row; null: everybody's. The last three are written once, by the sealer.
alter table audit add column team text;
alter table audit add column seal_no bigint unique;
alter table audit add column prev_hash text;
alter table audit add column hash text;
update audit set team = coalesce((select h.team from handoff h where h.id = audit.handoff_id), (select a.team from agent a where a.id = audit.agent_id));
create index audit_unsealed on audit (at, id) where seal_no is null;
create index audit_of_conversation on audit (conversation_id, at) where conversation_id is not null;

-- The chain's end. Its row is the sealers' lock: one of all replicas at a time.
create table audit_chain (
  id smallint primary key check (id = 1),
  sealed bigint not null,
  hash text not null
);
insert into audit_chain (id, sealed, hash) values (1, 0, '');
