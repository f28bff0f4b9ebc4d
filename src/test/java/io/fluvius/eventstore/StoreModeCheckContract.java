package io.fluvius.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.fluvius.eventstore.log.EventLog;
import io.fluvius.personal.PersonalDataMode;
import io.fluvius.problem.StartupRefusedException;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** How a store contains personal data is decided by its first start. */
abstract class StoreModeCheckContract {

    private final EventLog log = mock(EventLog.class);

    @Autowired
    private DSLContext dsl;

    @BeforeEach
    void makeStore() {
        dsl.execute("delete from store_setting");
        when(log.head()).thenReturn(-1L);
    }

    @Test
    void an_encrypted_store_stays_encrypted() {
        start(PersonalDataMode.ENCRYPTED);
        when(log.head()).thenReturn(7L);
        start(PersonalDataMode.ENCRYPTED);

        assertRefused(PersonalDataMode.PLAIN, "encrypted");
    }

    @Test
    void a_plain_store_stays_plain() {
        start(PersonalDataMode.PLAIN);
        start(PersonalDataMode.PLAIN);

        assertRefused(PersonalDataMode.ENCRYPTED, "plain");
    }

    @Test
    void a_store_with_events_of_an_earlier_version_is_plain() {
        when(log.head()).thenReturn(0L);

        assertRefused(PersonalDataMode.ENCRYPTED, "plain");
        start(PersonalDataMode.PLAIN);
    }

    private void start(PersonalDataMode mode) {
        new StoreModeCheck(mode, log, dsl).afterSingletonsInstantiated();
    }

    private void assertRefused(PersonalDataMode mode, String stored) {
        assertThatExceptionOfType(StartupRefusedException.class)
                .isThrownBy(() -> start(mode))
                .satisfies(refusal -> {
                    assertThat(refusal.reason()).contains("personal data " + stored, mode.text());
                    assertThat(refusal.remedy()).contains("fluvius.personal-data=" + stored, "export", "import");
                });
    }
}
