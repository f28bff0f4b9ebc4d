package io.fluvius.projection;

import io.fluvius.FluviusApplication;
import io.fluvius.environment.OnPostgres;

@OnPostgres(classes = {FluviusApplication.class, SpecimenDomain.class})
class PagesOnPostgresIT extends PagesContract {}
