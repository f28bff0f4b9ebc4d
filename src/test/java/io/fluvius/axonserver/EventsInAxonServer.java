package io.fluvius.axonserver;

import com.google.protobuf.ByteString;
import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.grpc.SerializedObject;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.fluvius.eventstore.log.EventLog;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.axonframework.axonserver.connector.util.GrpcMetaDataConverter;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.serialization.Serializer;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Events in the form in which Axon Server stores them, and a connection that reads them. */
public final class EventsInAxonServer {

    private final Serializer serializer;
    private final List<EventWithToken> events = new ArrayList<>();
    private long delay;

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
        events.add(EventWithToken.newBuilder()
                .setToken(events.size())
                .setEvent(event)
                .build());
    }

    /** Makes the server report a head without the latest events. */
    void reportHeadWithout(long latest) {
        delay = latest;
    }

    /** The log, with the receipts of a database. */
    public EventLog log(DSLContext receipts) {
        return new AxonServerLog(receipts, this::channel, serializer);
    }

    private EventChannel channel() {
        return proxy(
                EventChannel.class,
                (method, arguments) -> method.equals("getLastToken")
                        ? CompletableFuture.completedFuture(events.size() - 1 - delay)
                        : stream((long) arguments[0]));
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
