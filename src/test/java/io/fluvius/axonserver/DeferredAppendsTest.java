package io.fluvius.axonserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.axoniq.axonserver.grpc.event.Confirmation;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventStoreGrpc;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeferredAppendsTest {

    private final List<String> sent = new ArrayList<>();
    private final List<Status> closed = new ArrayList<>();
    private final Channel channel = ClientInterceptors.intercept(new RecordingChannel(), new DeferredAppends());

    @Test
    void an_append_begins_when_it_commits() {
        ClientCall<Event, Confirmation> append = append();
        assertThat(append.isReady()).isTrue();
        assertThat(sent).isEmpty();

        append.halfClose();

        assertThat(sent).containsExactly("start", "request 1", "message", "message", "halfClose");
    }

    @Test
    void an_append_that_is_cancelled_never_begins() {
        append().cancel("the value is taken", null);

        assertThat(sent).isEmpty();
        assertThat(closed).extracting(Status::getCode).containsExactly(Status.Code.CANCELLED);
    }

    @Test
    void an_append_that_has_begun_can_be_cancelled() {
        ClientCall<Event, Confirmation> append = append();
        append.halfClose();

        append.cancel("too late", null);

        assertThat(sent).endsWith("halfClose", "cancel");
    }

    @Test
    void other_calls_begin_at_once() {
        channel.newCall(EventStoreGrpc.getGetLastTokenMethod(), CallOptions.DEFAULT)
                .start(new ClientCall.Listener<>() {}, new Metadata());

        assertThat(sent).containsExactly("start");
    }

    private ClientCall<Event, Confirmation> append() {
        ClientCall<Event, Confirmation> append =
                channel.newCall(EventStoreGrpc.getAppendEventMethod(), CallOptions.DEFAULT);
        append.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        closed.add(status);
                    }
                },
                new Metadata());
        append.request(1);
        append.sendMessage(Event.getDefaultInstance());
        append.sendMessage(Event.getDefaultInstance());
        return append;
    }

    private final class RecordingChannel extends Channel {

        @Override
        public <Q, R> ClientCall<Q, R> newCall(MethodDescriptor<Q, R> method, CallOptions options) {
            return new ClientCall<>() {
                @Override
                public void start(Listener<R> listener, Metadata headers) {
                    sent.add("start");
                }

                @Override
                public void request(int messages) {
                    sent.add("request " + messages);
                }

                @Override
                public void cancel(@Nullable String message, @Nullable Throwable cause) {
                    sent.add("cancel");
                }

                @Override
                public void halfClose() {
                    sent.add("halfClose");
                }

                @Override
                public void sendMessage(Q message) {
                    sent.add("message");
                }
            };
        }

        @Override
        public String authority() {
            return "test";
        }
    }
}
