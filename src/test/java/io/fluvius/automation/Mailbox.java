package io.fluvius.automation;

import io.fluvius.domain.IdempotencyKey;
import io.fluvius.user.UserId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A mail server that refuses some users, and delivers mails with the same key once. */
class Mailbox {

    final Set<UserId> refused = ConcurrentHashMap.newKeySet();
    final Map<IdempotencyKey, UserId> delivered = new ConcurrentHashMap<>();

    void send(IdempotencyKey key, UserId recipient) {
        if (refused.contains(recipient)) {
            throw new IllegalStateException("The mail server refuses the message");
        }
        delivered.put(key, recipient);
    }
}
