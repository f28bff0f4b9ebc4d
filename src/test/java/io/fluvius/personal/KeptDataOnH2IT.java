package io.fluvius.personal;

import io.fluvius.environment.OnH2;

@OnH2(properties = {EncryptedStore.MODE, EncryptedStore.MASTER_KEY})
class KeptDataOnH2IT extends KeptDataJourney {}
