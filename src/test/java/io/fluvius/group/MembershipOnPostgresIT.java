package io.fluvius.group;

import io.fluvius.environment.OnPostgres;

@OnPostgres
class MembershipOnPostgresIT extends MembershipJourney {}
