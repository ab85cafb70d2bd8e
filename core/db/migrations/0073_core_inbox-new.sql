-- The oldest undone message of a conversation, by its own key. By inbox_due alone a commit read whatever had been undone since the last vacuum, in all conversations.
create index inbox_new on inbox (conversation_id, seq) where state = 'new';
