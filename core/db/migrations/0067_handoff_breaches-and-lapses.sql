-- Breaches are listed newest first, of a team or of one queue. Agents who let one offer after the other pass are set away.

drop index sla_breach_at;
create index sla_breach_at on sla_breach (team, breached_at, id);
create index sla_breach_of_queue on sla_breach (queue_id, breached_at, id);

-- So many offers that lapse one after the other set an agent away; null: however many. What was set away by the desk says why, until the agent is back.
alter table queue add column away_after int default 3 check (away_after > 0);
alter table agent add column away_because text check (away_because in ('lapsed'));
-- Since when the agent takes conversations again, after having been away.
alter table agent add column back_since timestamptz;
create index offer_ended_of_agent on offer (agent_id, ended_at) where ended_at is not null;
