package io.fluvius.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignalTest {

    private final Signal signal = new Signal();
    private final List<String> called = new ArrayList<>();

    @Test
    void a_listener_that_fails_does_not_fail_the_caller_or_the_other_listeners() {
        signal.addRelay(SignalTest::fail);
        signal.addRelay(() -> called.add("relay"));
        signal.addListener(SignalTest::fail);
        signal.addListener(() -> called.add("listener"));

        signal.raise();

        assertThat(called).containsExactly("relay", "listener");
    }

    @Test
    void a_signal_of_another_node_is_not_relayed() {
        signal.addRelay(() -> called.add("relay"));
        signal.addListener(() -> called.add("listener"));

        signal.raiseFromOtherNode();

        assertThat(called).containsExactly("listener");
    }

    private static void fail() {
        throw new IllegalStateException("failed");
    }
}
