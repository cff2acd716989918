package io.hydrophone.sql;

import java.util.Set;

/** The effects of {@code SET}: each variable must be one that is known to concern its session alone. */
final class SetEffects {
    private static final Set<String> HARMLESS =
            Set.of(("autocommit auto_increment_increment auto_increment_offset big_tables character_set_client"
                            + " character_set_connection character_set_results collation_connection completion_type"
                            + " cte_max_recursion_depth default_week_format div_precision_increment end_markers_in_json"
                            + " eq_range_index_dive_limit foreign_key_checks group_concat_max_len"
                            + " information_schema_stats_expiry innodb_lock_wait_timeout innodb_strict_mode insert_id"
                            + " interactive_timeout join_cache_level last_insert_id lc_messages lc_time_names"
                            + " lock_wait_timeout low_priority_updates max_error_count max_execution_time"
                            + " max_join_size max_length_for_sort_data max_recursive_iterations max_seeks_for_key"
                            + " max_sort_length max_statement_time net_read_timeout net_retry_count net_write_timeout"
                            + " new_mode old_mode optimizer_prune_level optimizer_search_depth optimizer_switch"
                            + " optimizer_trace optimizer_trace_features optimizer_trace_limit optimizer_trace_max_mem_size"
                            + " optimizer_trace_offset optimizer_use_condition_selectivity print_identified_with_as_hex"
                            + " profiling profiling_history_size query_cache_type rand_seed1 rand_seed2"
                            + " range_optimizer_max_mem_size select_into_disk_sync session_track_gtids"
                            + " session_track_schema session_track_state_change session_track_system_variables"
                            + " session_track_transaction_info sql_auto_is_null sql_big_selects sql_buffer_result"
                            + " sql_mode sql_notes sql_quote_show_create sql_safe_updates sql_select_limit sql_warnings"
                            + " storage_engine default_storage_engine system_versioning_asof time_zone timestamp"
                            + " unique_checks updatable_views_with_limit use_stat_tables wait_timeout")
                    .split(" ", -1));
    private static final Set<String> ISOLATION = Set.of("transaction_isolation", "tx_isolation");
    /** Others than serializable, under which each read locks. */
    private static final Set<String> ISOLATION_LEVELS = Set.of("read-uncommitted", "read-committed", "repeatable-read");

    private final TokenWindow tokens;
    private final ExpressionEffects expressions;

    SetEffects(TokenWindow tokens, ExpressionEffects expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    /** Reads the statement from behind {@code SET}. */
    Effect all() {
        Effect worst = Effect.SESSION_STATE.and(item());
        while (tokens.kind() == Token.COMMA && worst.isHarmless()) {
            tokens.advance();
            worst = worst.and(item());
        }
        return tokens.atEnd() || !worst.isHarmless() ? worst : Effect.UNKNOWN;
    }

    private Effect item() {
        if (tokens.kind() == Token.AT) {
            tokens.advance();
            tokens.advance();
            return value();
        }
        if (tokens.kind() == Token.ATAT) {
            tokens.advance();
            return systemVariable();
        }
        if (tokens.kind() != Token.WORD) {
            return Effect.UNKNOWN;
        }
        return switch (tokens.lower()) {
            case "names", "character", "charset" -> words();
            case "transaction" -> transaction();
            case "session", "local" -> {
                tokens.advance();
                yield tokens.is("transaction") ? transaction() : variable();
            }
            case "global", "persist", "persist_only" -> Effect.HAS_EFFECTS;
            case "password", "default" -> Effect.WRITES;
            default -> variable();
        };
    }

    private Effect systemVariable() {
        if (tokens.kind(1) != Token.DOT) {
            return variable();
        }
        String scope = tokens.lower();
        if (!scope.equals("session") && !scope.equals("local")) {
            return Effect.HAS_EFFECTS;
        }
        tokens.advance();
        tokens.advance();
        return variable();
    }

    private Effect variable() {
        if (tokens.kind() != Token.WORD && tokens.kind() != Token.NAME) {
            return Effect.UNKNOWN;
        }
        String name = tokens.lower();
        tokens.advance();
        if (ISOLATION.contains(name)) {
            return isolation();
        }
        return HARMLESS.contains(name) ? value() : Effect.UNKNOWN;
    }

    private Effect value() {
        if (!tokens.isOperator('=') && !tokens.isAssignment()) {
            return Effect.UNKNOWN;
        }
        tokens.advance();
        return expressions.ofCommandToComma();
    }

    private Effect isolation() {
        tokens.advance(); // the sign
        String level = tokens.kind() == Token.VALUE || tokens.kind() == Token.QUOTED ? tokens.lower() : "";
        tokens.advance();
        boolean alone = tokens.atEnd() || tokens.kind() == Token.COMMA;
        return alone && level.length() > 2 && ISOLATION_LEVELS.contains(level.substring(1, level.length() - 1))
                ? Effect.SESSION_STATE
                : Effect.LOCKS;
    }

    /** {@code TRANSACTION ISOLATION LEVEL ..., READ ONLY}, which ends the statement. */
    private Effect transaction() {
        Effect worst = Effect.SESSION_STATE;
        tokens.advance();
        for (; !tokens.atEnd(); tokens.advance()) {
            if (tokens.is("serializable")) {
                worst = worst.and(Effect.LOCKS);
            } else if (tokens.is("write")) {
                worst = worst.and(Effect.WRITES);
            } else if (tokens.kind() != Token.COMMA && tokens.kind() != Token.WORD) {
                worst = worst.and(Effect.UNKNOWN);
            }
        }
        return worst;
    }

    /** {@code NAMES utf8mb4 COLLATE c} and its like: words and literals up to a comma. */
    private Effect words() {
        while (!tokens.atEnd() && tokens.kind() != Token.COMMA) {
            if (!tokens.isName(0) && tokens.kind() != Token.VALUE) {
                return Effect.UNKNOWN;
            }
            tokens.advance();
        }
        return Effect.SESSION_STATE;
    }
}
