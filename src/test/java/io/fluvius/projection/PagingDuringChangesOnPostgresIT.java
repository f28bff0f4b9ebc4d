package io.fluvius.projection;

import io.fluvius.environment.OnPostgres;

@OnPostgres
class PagingDuringChangesOnPostgresIT extends PagingDuringChangesContract {}
