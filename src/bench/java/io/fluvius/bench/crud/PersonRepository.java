package io.fluvius.bench.crud;

import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

/** The Spring Data repository of persons. */
public interface PersonRepository extends JpaRepository<PersonEntity, UUID> {}
