package io.fluvius.operations.tracing;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.axonframework.messaging.Message;
import org.axonframework.tracing.NoOpSpanFactory;
import org.axonframework.tracing.Span;
import org.axonframework.tracing.SpanAttributesProvider;
import org.axonframework.tracing.SpanFactory;

/**
 * The spans of Axon in the traces of Micrometer. A trace begins with a request over HTTP or with a message from Java, and
 * messages carry its context as the metadata {@code traceparent} (W3C). What no trace leads to has no span: replays, and what
 * runs in the background. Spans have names and no attributes, because Axon's are identifiers and metadata. Safe for use by many
 * threads.
 */
final class TraceSpans implements SpanFactory {

    /** The key in the metadata of messages. */
    static final String CONTEXT = "traceparent";

    private final Tracer tracer;
    private final Propagator propagator;

    TraceSpans(Tracer tracer, Propagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    @Override
    public Span createRootTrace(Supplier<String> name) {
        return NoOpSpanFactory.NoOpSpan.INSTANCE;
    }

    /** @param isChildTrace false for an event that is too old to belong to its trace */
    @Override
    public Span createHandlerSpan(
            Supplier<String> name, Message<?> message, boolean isChildTrace, Message<?>... linked) {
        if (!isChildTrace || !message.getMetaData().containsKey(CONTEXT)) {
            return NoOpSpanFactory.NoOpSpan.INSTANCE;
        }
        return new TraceSpan(
                tracer,
                propagator
                        .extract(
                                message.getMetaData(),
                                (metadata, key) -> metadata.get(key) instanceof String text ? text : null)
                        .name(name.get())
                        .start());
    }

    @Override
    public Span createDispatchSpan(Supplier<String> name, Message<?> message, Message<?>... linked) {
        return new TraceSpan(tracer, tracer.nextSpan().name(name.get()).start());
    }

    @Override
    public Span createInternalSpan(Supplier<String> name) {
        return tracer.currentSpan() == null
                ? NoOpSpanFactory.NoOpSpan.INSTANCE
                : new TraceSpan(tracer, tracer.nextSpan().name(name.get()).start());
    }

    @Override
    public Span createInternalSpan(Supplier<String> name, Message<?> message) {
        return createInternalSpan(name);
    }

    @Override
    public void registerSpanAttributeProvider(SpanAttributesProvider provider) {
        // attributes are identifiers and metadata, which may be personal
    }

    @Override
    @SuppressWarnings("unchecked") // as its contract has it
    public <M extends Message<?>> M propagateContext(M message) {
        io.micrometer.tracing.Span current = tracer.currentSpan();
        if (current == null) {
            return message;
        }
        Map<String, String> context = new HashMap<>();
        propagator.inject(current.context(), context, (carrier, key, value) -> context.put(key, value));
        String parent = context.get(CONTEXT);
        return parent == null ? message : (M) message.andMetaData(Map.of(CONTEXT, parent));
    }
}
