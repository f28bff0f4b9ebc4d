package io.fluvius.axonserver;

import io.axoniq.axonserver.grpc.event.EventStoreGrpc;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends the events of an append when it commits. The connector opens the call with the first event, and cancels it when the
 * command fails; the server logs every cancelled append with two warnings and a stack trace, also that of a taken e-mail
 * address.
 */
final class DeferredAppends implements ClientInterceptor {

    @Override
    public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        ClientCall<Q, R> call = next.newCall(method, options);
        return method.getFullMethodName()
                        .equals(EventStoreGrpc.getAppendEventMethod().getFullMethodName())
                ? new DeferredCall<>(call)
                : call;
    }

    /** Starts when the last message is sent. Used by one thread until then, as every call is. */
    private static final class DeferredCall<Q, R> extends SimpleForwardingClientCall<Q, R> {

        /** What was called so far; null once the call has started or was cancelled. */
        private @Nullable List<Runnable> deferred = new ArrayList<>();

        private @Nullable Listener<R> listener;

        DeferredCall(ClientCall<Q, R> call) {
            super(call);
        }

        @Override
        public void start(Listener<R> responseListener, Metadata headers) {
            listener = responseListener;
            defer(() -> super.start(responseListener, headers));
        }

        @Override
        public void request(int messages) {
            defer(() -> super.request(messages));
        }

        @Override
        public void sendMessage(Q message) {
            defer(() -> super.sendMessage(message));
        }

        @Override
        public void halfClose() {
            List<Runnable> calls = deferred;
            deferred = null;
            if (calls != null) {
                calls.forEach(Runnable::run);
            }
            super.halfClose();
        }

        @Override
        public void cancel(@Nullable String message, @Nullable Throwable cause) {
            if (deferred == null) {
                super.cancel(message, cause);
            } else if (listener != null) {
                deferred = null;
                listener.onClose(Status.CANCELLED.withDescription(message).withCause(cause), new Metadata());
            }
        }

        @Override
        public boolean isReady() {
            return deferred != null || super.isReady();
        }

        private void defer(Runnable call) {
            if (deferred == null) {
                call.run();
            } else {
                deferred.add(call);
            }
        }
    }
}
