package io.fluvius.operations.tracing;

import io.micrometer.tracing.Tracer;
import org.axonframework.tracing.Span;
import org.axonframework.tracing.SpanScope;

/** A span that has started. Of a failure, it has the name of the exception: messages quote what callers sent. */
final class TraceSpan implements Span {

    private final Tracer tracer;
    private final io.micrometer.tracing.Span span;

    TraceSpan(Tracer tracer, io.micrometer.tracing.Span span) {
        this.tracer = tracer;
        this.span = span;
    }

    @Override
    public Span start() {
        return this;
    }

    @Override
    public SpanScope makeCurrent() {
        return tracer.withSpan(span)::close;
    }

    @Override
    public void end() {
        span.end();
    }

    @Override
    public Span recordException(Throwable failure) {
        span.tag("error.type", failure.getClass().getSimpleName());
        return this;
    }

    @Override
    public Span addAttribute(String key, String value) {
        return this;
    }
}
