package io.fluvius.axonserver;

import com.google.protobuf.ByteString;
import io.axoniq.axonserver.connector.event.AppendEventsTransaction;
import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.grpc.SerializedObject;
import io.axoniq.axonserver.grpc.event.Confirmation;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.fluvius.eventstore.event.PersonalEvents;
import io.fluvius.eventstore.log.EventDestination;
import io.fluvius.eventstore.log.EventLog;
import io.fluvius.eventstore.receipt.JdbcCommandReceipts;
import io.fluvius.eventstore.receipt.ProblemCodec;
import io.fluvius.eventstore.search.EventLookup;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.axonframework.axonserver.connector.event.axon.GrpcBackedDomainEventData;
import org.axonframework.axonserver.connector.util.GrpcMetaDataConverter;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.InitialEventRepresentation;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Events in the form in which Axon Server stores them, and a connection that reads and appends them. */
public final class EventsInAxonServer {

    private final Serializer serializer;
    private final List<EventWithToken> events = new ArrayList<>();
    private long delay;
    private int transactions = Integer.MAX_VALUE;
    private boolean isLastStored;

    public EventsInAxonServer(Serializer serializer) {
        this.serializer = serializer;
    }

    /** Appends an event as Axon's event store does. */
    public void append(EventMessage<?> message) {
        GrpcMetaDataConverter converter = new GrpcMetaDataConverter(serializer);
        var payload = message.serializePayload(serializer, byte[].class);
        Event.Builder event = Event.newBuilder()
                .setMessageIdentifier(message.getIdentifier())
                .setTimestamp(message.getTimestamp().toEpochMilli())
                .setPayload(SerializedObject.newBuilder()
                        .setType(payload.getType().getName())
                        .setRevision(Objects.toString(payload.getType().getRevision(), ""))
                        .setData(ByteString.copyFrom(payload.getData())));
        if (message instanceof DomainEventMessage<?> own) {
            event.setAggregateIdentifier(own.getAggregateIdentifier())
                    .setAggregateSequenceNumber(own.getSequenceNumber())
                    .setAggregateType(own.getType());
        }
        message.getMetaData().forEach((key, value) -> event.putMetaData(key, converter.convertToMetaDataValue(value)));
        add(event.build());
    }

    /** Makes the server report a head without the latest events. */
    void reportHeadWithout(long latest) {
        delay = latest;
    }

    /** Makes the server fail in the last of so many transactions, before or after it has stored its events, and from then on. */
    public void failIn(int transaction, boolean isStored) {
        transactions = transaction;
        isLastStored = isStored;
    }

    public void recover() {
        transactions = Integer.MAX_VALUE;
    }

    /** The number of events, those that fill positions included. */
    public int size() {
        return events.size();
    }

    /** The log, with the receipts of a database. */
    public EventLog log(DSLContext receipts) {
        return new AxonServerLog(
                receipts, new ServerEvents(this::channel), new StoredEvents(serializer, PersonalEvents.none()));
    }

    /** How events are found, with the receipts of a database. */
    EventLookup lookup(DSLContext receipts) {
        return new AxonServerEventLookup(
                new ServerEvents(this::channel),
                new StoredEvents(serializer, PersonalEvents.none()),
                new JdbcCommandReceipts(receipts, new ProblemCodec()));
    }

    /** Where a node imports events that belong to a database. */
    public EventDestination destination(DSLContext dsl) {
        return new AxonServerImports(
                new ServerEvents(this::channel),
                new StoredEvents(serializer, PersonalEvents.none()),
                new ImportMark(dsl),
                Duration.ofDays(7));
    }

    /** Does what the start of a node does, which throws if it must not start. */
    public void start(DSLContext dsl) {
        ((AxonServerImports) destination(dsl)).requireComplete();
    }

    /** What the events are for a node that handles them. */
    public List<String> typesOfHandledEvents() {
        Stream<IntermediateEventRepresentation> stored = events.stream()
                .map(event -> new InitialEventRepresentation(
                        new TrackedDomainEventData<>(
                                new GlobalSequenceTrackingToken(event.getToken()),
                                new GrpcBackedDomainEventData(event.getEvent())),
                        serializer));
        return StoredEvents.WITHOUT_NO_EVENTS
                .upcast(stored)
                .map(event -> event.getType().getName())
                .toList();
    }

    private EventChannel channel() {
        return proxy(EventChannel.class, (method, arguments) -> switch (method) {
            case "getLastToken" -> CompletableFuture.completedFuture(events.size() - 1 - delay);
            case "startAppendEventsTransaction" -> transaction();
            case "getTokenAt" -> CompletableFuture.completedFuture(firstFrom((long) arguments[0]));
            default -> stream((long) arguments[0]);
        });
    }

    /** The server has no position for a time before its first event. */
    private long firstFrom(long time) {
        long before = events.stream()
                .takeWhile(event -> event.getEvent().getTimestamp() < time)
                .count();
        return before == 0 ? -1 : before;
    }

    private AppendEventsTransaction transaction() {
        List<Event> added = new ArrayList<>();
        return proxy(AppendEventsTransaction.class, (method, arguments) -> {
            if (method.equals("commit")) {
                return commit(added);
            }
            added.add((Event) arguments[0]);
            return null;
        });
    }

    private CompletableFuture<Confirmation> commit(List<Event> added) {
        transactions--;
        if (transactions > 0 || transactions == 0 && isLastStored) {
            added.forEach(this::add);
        }
        return transactions > 0
                ? CompletableFuture.completedFuture(Confirmation.getDefaultInstance())
                : CompletableFuture.failedFuture(new IllegalStateException("The connection is lost"));
    }

    private void add(Event event) {
        events.add(EventWithToken.newBuilder()
                .setToken(events.size())
                .setEvent(event)
                .build());
    }

    private EventStream stream(long after) {
        Queue<EventWithToken> rest = new ArrayDeque<>(events.subList((int) after + 1, events.size()));
        return proxy(EventStream.class, (method, arguments) -> method.equals("nextIfAvailable") ? rest.poll() : null);
    }

    private static <T> T proxy(Class<T> type, BiFunction<String, Object[], @Nullable Object> calls) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> calls.apply(method.getName(), arguments)));
    }
}
