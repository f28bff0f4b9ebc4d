package io.fluvius.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.DatabaseOnly;
import io.fluvius.environment.OnH2;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

@OnH2(classes = DatabaseOnly.class, webEnvironment = WebEnvironment.NONE)
class TenantColumnsOnH2IT extends TenantColumnsContract {

    @Override
    void assertInOrderOfIndex(String plan) {
        assertThat(plan).contains("tenant_ = ", "index sorted");
    }
}
