package io.fluvius.eventstore.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.time.api.constraints.InstantRange;
import org.axonframework.common.DateTimeUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {

    @Property
    void a_timestamp_that_axon_has_written_is_parsed(
            @ForAll @InstantRange(min = "0001-01-01T00:00:00Z", max = "9999-12-31T23:59:59Z") Instant time) {
        String written = DateTimeUtils.formatInstant(time);

        assertThat(EventTime.parse(written))
                .isEqualTo(time.truncatedTo(ChronoUnit.MILLIS))
                .isEqualTo(DateTimeUtils.parseInstant(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-23T08:00:00Z",
                "2026-11-23T08:00:00.123456Z",
                "2026-11-23T08:00:00.123+01:00",
                "2026-11-23T08:00Z",
                "+12026-11-23T08:00:00.123Z"
            })
    void other_forms_are_parsed(String written) {
        assertThat(EventTime.parse(written)).isEqualTo(DateTimeUtils.parseInstant(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-02-30T08:00:00.000Z",
                "2026-13-01T08:00:00.000Z",
                "2026-11-23T24:00:00.000Z",
                "2026-11-23T08:60:00.000Z",
                "2026-11-23 08:00:00.000Z",
                "2026-11-23T08:00:00.00xZ",
                "2026-11-23T08:00:00.000z0",
                "２０２６-11-23T08:00:00.000Z"
            })
    void other_text_is_rejected(String text) {
        assertThatThrownBy(() -> EventTime.parse(text)).isInstanceOf(DateTimeException.class);
    }
}
