-- Who follows messages by cursor follows those of conversations that have been at a desk: what shoppers say to the bot alone is not in the index.

alter table conversation add column at_desk boolean not null default false;
-- As its conversation, whose row is locked by whoever adds a message or brings it to the desk.
alter table message add column at_desk boolean not null default false;

drop index message_changed;
create index message_changed on message (xid, conversation_id, seq) where at_desk;
