package io.fluvius.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.Domains;
import io.fluvius.environment.OnH2;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@OnH2
class BootOnH2IT extends BootJourney {

    @Autowired
    private Domains outer;

    @Nested
    class A_nested_class {
        @Autowired
        private Domains inner;

        @Test
        void shares_the_application() {
            assertThat(inner).isSameAs(outer);
        }
    }
}
