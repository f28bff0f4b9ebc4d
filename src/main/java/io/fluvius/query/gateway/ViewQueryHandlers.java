package io.fluvius.query.gateway;

import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredView;
import io.fluvius.query.Count;
import io.fluvius.query.Fetch;
import io.fluvius.query.Find;
import io.fluvius.query.NotFoundException;
import io.fluvius.query.Query;
import io.fluvius.query.StateManager;
import io.fluvius.query.ViewQuery;
import java.util.List;
import java.util.Optional;
import org.axonframework.messaging.responsetypes.OptionalResponseType;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryMessage;
import org.axonframework.queryhandling.SubscriptionQueryMessage;
import org.springframework.core.ResolvableType;

/** Handles the {@link ViewQuery}s of every view. Safe for use by many threads. */
final class ViewQueryHandlers {

    private final DomainRegistry domains;
    private final StateManager state;
    private final SubscriptionUpdates updates;

    ViewQueryHandlers(DomainRegistry domains, StateManager state, SubscriptionUpdates updates) {
        this.domains = domains;
        this.state = state;
        this.updates = updates;
    }

    /** Subscribes the handlers of every view under the response types that callers can expect. */
    void subscribe(QueryBus bus) {
        for (RegisteredView registered : domains.views()) {
            Class<? extends Record> view = registered.type().record();
            String fetch = ViewQueryNames.name(registered.resource(), Fetch.class);
            bus.subscribe(fetch, view, this::fetch);
            bus.subscribe(
                    fetch,
                    ResolvableType.forClassWithGenerics(Optional.class, view).getType(),
                    this::fetch);
            bus.subscribe(
                    ViewQueryNames.name(registered.resource(), Find.class),
                    ResolvableType.forClassWithGenerics(List.class, view).getType(),
                    this::find);
            bus.subscribe(ViewQueryNames.name(registered.resource(), Count.class), Long.class, this::count);
        }
    }

    private Object fetch(QueryMessage<?, ?> message) {
        Fetch query = (Fetch) message.getPayload();
        boolean isOptional = message.getResponseType() instanceof OptionalResponseType<?>;
        try {
            Record row = after(query).fetch(query.view(), query.id());
            return isOptional ? Optional.of(row) : row;
        } catch (NotFoundException missing) {
            if (isOptional) {
                return Optional.empty();
            }
            throw missing;
        }
    }

    private List<? extends Record> find(QueryMessage<?, ?> message) {
        Find find = (Find) message.getPayload();
        Query<?> query = state.queryManager().buildQuery(find.view(), find.request());
        if (message instanceof SubscriptionQueryMessage<?, ?, ?> subscription) {
            updates.follow(subscription, query);
        }
        return after(find).query(query).data();
    }

    private long count(QueryMessage<?, ?> message) {
        Count count = (Count) message.getPayload();
        return after(count).count(state.queryManager().buildQuery(count.view(), count.request()));
    }

    private StateManager after(ViewQuery query) {
        return state.after(query.after());
    }
}
