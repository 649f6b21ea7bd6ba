package dev.hoopoe.database;

import java.util.List;
import java.util.Set;

/**
 * What an engine's read-only mode lets through although it is no reading: it is refused by name.
 * This is the second layer; the first is the engine's own guard.
 *
 * @param engine its name, for messages
 * @param reading words that a reading statement begins with
 * @param functions functions that write, wait, send, reach files or run SQL from a text; {@code *}
 *     at the end stands for any rest; lower case
 * @param relations tables and views that hold secrets or the server's files; lower case
 * @param phrases words in a row that make a reading statement write or lock
 */
record ReadRules(
        String engine,
        SqlLexis lexis,
        Set<String> reading,
        Set<String> functions,
        Set<String> relations,
        List<List<String>> phrases) {
    private static final List<List<String>> LOCKS =
            List.of(
                    List.of("INTO"),
                    List.of("FOR", "UPDATE"),
                    List.of("FOR", "NO", "KEY"),
                    List.of("FOR", "SHARE"),
                    List.of("FOR", "KEY", "SHARE"));

    static final ReadRules POSTGRESQL =
            new ReadRules(
                    "PostgreSQL",
                    SqlLexis.POSTGRESQL,
                    Set.of("SELECT", "WITH", "VALUES", "TABLE"),
                    Set.of(
                            "set_config",
                            "nextval",
                            "setval",
                            "setseed",
                            "query_to_xml*",
                            "cursor_to_xml*",
                            "ts_stat",
                            "ts_rewrite",
                            "dblink*",
                            "lo_*",
                            "lowrite",
                            "loread",
                            "pg_read_*",
                            "pg_ls_*",
                            "pg_stat_file",
                            "pg_file_*",
                            "pg_hba_file_rules",
                            "pg_ident_file_mappings",
                            "pg_show_all_file_settings",
                            "pg_current_logfile",
                            "pg_logfile*",
                            "pg_logdir_ls",
                            "pg_rotate_logfile*",
                            "pg_reload_conf",
                            "pg_cancel_backend",
                            "pg_terminate_backend",
                            "pg_advisory_*",
                            "pg_try_advisory_*",
                            "pg_notify",
                            "pg_sleep*",
                            "pg_promote",
                            "pg_switch_*",
                            "pg_create_*",
                            "pg_drop_*",
                            "pg_copy_*",
                            "pg_logical_*",
                            "pg_replication_*",
                            "pg_sync_replication_slots",
                            "pg_backup_*",
                            "pg_start_backup",
                            "pg_stop_backup",
                            "pg_wal_replay_*",
                            "pg_export_snapshot",
                            "pg_stat_reset*",
                            "pg_stat_force_*",
                            "pg_stat_clear_*",
                            "pg_restore_*",
                            "pg_clear_*",
                            "pg_prewarm",
                            "pg_log_*",
                            "pg_execute_server_program",
                            "pg_import_system_collations",
                            "pg_nextoid",
                            "pg_stop_making_pinned_objects",
                            "binary_upgrade_*",
                            "brin_*",
                            "gin_clean_pending_list"),
                    Set.of(
                            "pg_authid",
                            "pg_shadow",
                            "pg_user_mapping",
                            "pg_user_mappings",
                            "pg_subscription",
                            "pg_largeobject",
                            "pg_hba_file_rules",
                            "pg_ident_file_mappings",
                            "pg_file_settings",
                            "pg_config"),
                    LOCKS);

    static final ReadRules DUCKDB =
            new ReadRules(
                    "DuckDB",
                    SqlLexis.DUCKDB,
                    Set.of(
                            "SELECT",
                            "WITH",
                            "VALUES",
                            "TABLE",
                            "FROM",
                            "SHOW",
                            "DESCRIBE",
                            "DESC",
                            "SUMMARIZE",
                            "PIVOT",
                            "UNPIVOT"),
                    Set.of(
                            "read_*",
                            "parquet_*",
                            "sniff_csv",
                            "glob",
                            "getenv",
                            "query",
                            "query_table",
                            "nextval",
                            "setseed",
                            "duckdb_secrets",
                            "which_secret",
                            "duckdb_logs*",
                            "duckdb_external_file_cache",
                            "enable_*",
                            "disable_*",
                            "checkpoint",
                            "force_checkpoint",
                            "from_substrait*",
                            "sqlite_*",
                            "postgres_*",
                            "mysql_*",
                            "iceberg_*",
                            "delta_scan",
                            "st_read*",
                            "write_*",
                            "truncate_duckdb_logs"),
                    Set.of(),
                    LOCKS);

    static final ReadRules H2 =
            new ReadRules(
                    "H2",
                    SqlLexis.H2,
                    Set.of("SELECT", "WITH", "VALUES", "TABLE", "SHOW"),
                    Set.of(
                            "nextval",
                            "file_*",
                            "csvread",
                            "csvwrite",
                            "link_schema",
                            "cancel_session",
                            "abort_session",
                            "memory_*",
                            "disk_space_used",
                            "db_object_*",
                            "lock_mode",
                            "set"),
                    Set.of(),
                    List.of(
                            List.of("INTO"),
                            List.of("FOR", "UPDATE"),
                            List.of("FOR", "SHARE"),
                            List.of("FOR", "NO", "KEY"),
                            List.of("FOR", "KEY", "SHARE"),
                            List.of("NEXT", "VALUE"),
                            List.of("OLD", "TABLE"),
                            List.of("NEW", "TABLE"),
                            List.of("FINAL", "TABLE")));

    static final ReadRules MYSQL =
            new ReadRules(
                    "MariaDB",
                    SqlLexis.MYSQL,
                    Set.of("SELECT", "WITH", "VALUES", "TABLE", "SHOW", "DESCRIBE", "DESC"),
                    Set.of(
                            "load_file",
                            "sleep",
                            "benchmark",
                            "get_lock",
                            "release_lock",
                            "release_all_locks",
                            "is_free_lock",
                            "is_used_lock",
                            "master_pos_wait",
                            "source_pos_wait",
                            "master_gtid_wait",
                            "wait_for_executed_gtid_set",
                            "wait_until_sql_thread_after_gtids",
                            "nextval",
                            "setval",
                            "lastval",
                            "last_insert_id",
                            "sys_exec",
                            "sys_eval",
                            "spider_*",
                            "group_replication_*",
                            "asynchronous_connection_*"),
                    Set.of("global_priv", "user_attributes", "authentication_string"),
                    List.of(
                            List.of("INTO"),
                            List.of("FOR", "UPDATE"),
                            List.of("FOR", "SHARE"),
                            List.of("LOCK", "IN"),
                            List.of("NEXT", "VALUE"),
                            List.of("PREVIOUS", "VALUE"),
                            List.of("PROCEDURE", "ANALYSE")));

    /** For an engine that we do not know: its own user is the guard, these words only help. */
    static final ReadRules STANDARD =
            new ReadRules(
                    "This engine",
                    SqlLexis.STANDARD,
                    Set.of("SELECT", "WITH", "VALUES", "TABLE"),
                    Set.of("nextval", "setval", "load_extension", "xp_*", "sp_*", "openrowset"),
                    Set.of(),
                    LOCKS);
}
