package io.fluvius.operations.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    @Test
    void shows_the_share_the_number_and_the_time_left() {
        assertThat(ProgressLine.text(300_000, 0.3, Duration.ofSeconds(6)))
                .isEqualTo("[#########                     ]  30 %, 300,000 events, 14 s left");
        assertThat(ProgressLine.text(0, 0, Duration.ZERO)).endsWith("  0 %, 0 events, 0 s left");
        assertThat(ProgressLine.text(10, 1, Duration.ofHours(1))).endsWith("100 %, 10 events, 0 s left");
        assertThat(ProgressLine.text(1, 0.001, Duration.ofSeconds(60))).endsWith("999 min left");
    }

    @Test
    void prints_nothing_at_first() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ProgressLine line = new ProgressLine(new PrintStream(printed), false);

        line.at(1, 0.1);
        line.at(2, 1);

        assertThat(printed.size()).isZero();
    }
}
