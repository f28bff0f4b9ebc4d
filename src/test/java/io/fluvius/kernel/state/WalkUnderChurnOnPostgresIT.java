package io.fluvius.kernel.state;

import io.fluvius.OnPostgres;

@OnPostgres
class WalkUnderChurnOnPostgresIT extends WalkUnderChurnContract {}
