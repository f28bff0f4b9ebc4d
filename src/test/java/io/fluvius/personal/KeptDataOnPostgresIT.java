package io.fluvius.personal;

import io.fluvius.environment.OnPostgres;

@OnPostgres(properties = {EncryptedStore.MODE, EncryptedStore.MASTER_KEY})
class KeptDataOnPostgresIT extends KeptDataJourney {}
