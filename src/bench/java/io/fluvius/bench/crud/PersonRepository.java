package io.fluvius.bench.crud;

import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

/** Spring Data's way to the persons. */
public interface PersonRepository extends JpaRepository<PersonEntity, UUID> {}
