package io.fluvius.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.DatabaseOnly;
import io.fluvius.environment.OnPostgres;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

@OnPostgres(classes = DatabaseOnly.class, webEnvironment = WebEnvironment.NONE)
class TenantColumnsOnPostgresIT extends TenantColumnsContract {

    @Override
    void assertInOrderOfIndex(String plan) {
        assertThat(plan).contains("Index Cond: ((tenant_)").doesNotContain("Sort");
    }
}
