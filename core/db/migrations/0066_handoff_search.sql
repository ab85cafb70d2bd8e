-- Finding handoffs again by what few of them share, newest first: each by an index of its own, so that the search does not pass all others of the team.

create index handoff_found_by_agent on handoff (agent_id, requested_at, id) where agent_id is not null;
create index handoff_found_by_queue on handoff (queue_id, requested_at, id);
create index handoff_found_by_reason on handoff (team, reason, requested_at, id);
-- Most are completed: they are found by time.
create index handoff_found_by_status on handoff (team, status, requested_at, id) where status in ('waiting', 'accepted', 'failed', 'cancelled');
