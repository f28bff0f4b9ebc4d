package io.fluvius.query.gateway;

import io.fluvius.domain.record.Names;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.query.ViewQuery;
import org.axonframework.queryhandling.GenericQueryMessage;
import org.axonframework.queryhandling.GenericSubscriptionQueryMessage;
import org.axonframework.queryhandling.QueryMessage;
import org.axonframework.queryhandling.SubscriptionQueryMessage;

/** Gives each query of a view the name of its resource and its kind, such as {@code user.find}. Immutable. */
final class ViewQueryNames {

    private final DomainRegistry domains;

    ViewQueryNames(DomainRegistry domains) {
        this.domains = domains;
    }

    static String name(String resource, Class<? extends ViewQuery> kind) {
        return resource + "." + Names.kebab(kind);
    }

    /** Returns the message under its name; any other message is returned unchanged. */
    QueryMessage<?, ?> named(QueryMessage<?, ?> message) {
        if (!(message.getPayload() instanceof ViewQuery query)) {
            return message;
        }
        String name = name(domains.view(query.view()).resource(), query.getClass());
        return message instanceof SubscriptionQueryMessage<?, ?, ?> subscription
                ? new GenericSubscriptionQueryMessage<>(
                        subscription, name, subscription.getResponseType(), subscription.getUpdateResponseType())
                : new GenericQueryMessage<>(message, name, message.getResponseType());
    }
}
