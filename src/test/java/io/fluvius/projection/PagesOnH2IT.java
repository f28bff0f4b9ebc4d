package io.fluvius.projection;

import io.fluvius.FluviusApplication;
import io.fluvius.environment.OnH2;

@OnH2(classes = {FluviusApplication.class, SpecimenDomain.class})
class PagesOnH2IT extends PagesContract {}
