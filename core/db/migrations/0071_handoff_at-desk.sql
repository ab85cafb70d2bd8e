-- Those that have been at a desk before this was kept.

update conversation set at_desk = true where id in (select conversation_id from handoff);
update message set at_desk = true where conversation_id in (select conversation_id from handoff);
