package io.fluvius.kernel.state;

import io.fluvius.FluviusApplication;
import io.fluvius.OnPostgres;

@OnPostgres(
        classes = {FluviusApplication.class, SpecimenDomain.class},
        properties =
                "spring.flyway.locations=classpath:db/migration,classpath:db/vendor/{vendor},classpath:db/specimen")
class PagesOnPostgresIT extends PagesContract {}
