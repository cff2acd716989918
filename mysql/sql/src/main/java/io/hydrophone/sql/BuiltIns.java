package io.hydrophone.sql;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The words that may stand before a parenthesis without calling anything that somebody has written: functions that are
 * built in and have no effects, types, keywords. A test asks real servers for each of them whether they look for a
 * stored function.
 *
 * <p>Not here, because they have effects: BENCHMARK, GET_LOCK, LOAD_FILE, MASTER_POS_WAIT and its like, NEXTVAL,
 * RELEASE_LOCK, SETVAL, SLEEP.
 */
final class BuiltIns {
    private static final String KEYWORDS = "all and as between by case cross default div distinct else exists for from"
            + " having ignore in index inner interval is join key like limit match mod not on or order outer regexp rlike"
            + " select separator straight_join then union using values when where with xor";
    private static final String TYPES = "bigint binary char dec decimal double float int integer mediumint numeric real"
            + " smallint tinyint varbinary varchar";
    private static final String FUNCTIONS = "abs acos adddate addtime aes_decrypt aes_encrypt ascii asin atan atan2 avg"
            + " bin bit_and bit_count bit_length bit_or bit_xor cast ceil ceiling char_length character_length"
            + " charset coalesce coercibility collation compress concat concat_ws connection_id conv convert convert_tz cos"
            + " cot count crc32 curdate current_date current_time current_timestamp current_user curtime database date"
            + " date_add date_format date_sub datediff day dayname dayofmonth dayofweek dayofyear degrees elt exp"
            + " export_set extract extractvalue field find_in_set floor format found_rows from_base64 from_days"
            + " from_unixtime get_format greatest group_concat hex hour if ifnull inet_aton inet_ntoa inet6_aton"
            + " inet6_ntoa insert instr is_free_lock is_ipv4 is_ipv4_compat is_ipv4_mapped is_ipv6 is_used_lock isnull"
            + " last_day last_insert_id lcase least left length ln localtime localtimestamp locate log log10 log2 lower"
            + " lpad ltrim make_set makedate maketime max microsecond mid min minute month monthname now nullif oct"
            + " octet_length ord period_add period_diff pi position pow power quarter quote radians rand repeat replace"
            + " reverse right round row row_count rpad rtrim schema sec_to_time second session_user sha2 sign"
            + " sin soundex space sqrt std stddev stddev_pop stddev_samp str_to_date strcmp subdate substr substring"
            + " substring_index subtime sum sysdate system_user tan time time_format time_to_sec timediff timestamp"
            + " timestampadd timestampdiff to_base64 to_days to_seconds trim truncate ucase uncompress"
            + " uncompressed_length unhex unix_timestamp updatexml upper user utc_date utc_time utc_timestamp uuid"
            + " uuid_short var_pop var_samp variance version week weekday weekofyear weight_string year yearweek"
            + " json_array json_array_append json_array_insert json_arrayagg json_contains json_contains_path json_depth"
            + " json_extract json_insert json_keys json_length json_merge_patch json_merge_preserve json_object"
            + " json_objectagg json_quote json_remove json_replace json_search json_set json_type json_unquote json_valid"
            + " st_area st_asbinary"
            + " st_asgeojson st_astext st_aswkb st_aswkt st_buffer st_centroid st_contains st_convexhull st_crosses"
            + " st_difference st_dimension st_disjoint st_distance st_distance_sphere st_endpoint st_envelope st_equals"
            + " st_exteriorring st_geomfromgeojson st_geomfromtext st_geomfromwkb st_geometryn st_geometrytype"
            + " st_interiorringn st_intersection st_intersects st_isclosed st_isempty st_issimple st_length"
            + " st_linefromtext st_numgeometries st_numpoints st_overlaps st_pointfromtext st_pointn st_polyfromtext"
            + " st_srid st_startpoint st_symdifference st_touches st_union st_within st_x st_y";

    private static final String MYSQL =
            "against any any_value character geometrycollection gtid_subset gtid_subtract json_pretty"
                    + " json_storage_size linestring mbrcontains mbrdisjoint mbrintersects mbroverlaps mbrtouches mbrwithin multilinestring"
                    + " multipoint multipolygon partition point polygon"
                    + " random_bytes some st_geohash st_isvalid st_makeenvelope st_simplify st_validate";
    /** Gone from MySQL 9.7. */
    private static final String HASHES = "md5 sha sha1";

    private static final String MYSQL_8 = "bin_to_uuid cume_dist current_role dense_rank except first_value grouping"
            + " icu_version is_uuid json_storage_free json_table lag last_value lateral lead nth_value ntile of over"
            + " percent_rank rank regexp_instr regexp_like regexp_replace regexp_substr row_number st_latitude"
            + " st_longitude st_swapxy st_transform statement_digest statement_digest_text uuid_to_bin";
    private static final String MYSQL_9 =
            "columns format_bytes format_pico_time intersect json_overlaps json_schema_valid"
                    + " json_value ps_current_thread_id ps_thread_id st_collect st_frechetdistance st_hausdorffdistance";

    private static final String MARIADB = "add_months any character chr column_check column_create column_exists"
            + " column_get column_json column_list cume_dist current_role dense_rank except first_value intersect"
            + " json_compact json_detailed json_exists json_loose json_query json_value lag last_value lead"
            + " lengthb mbrcontains mbrdisjoint mbrintersects mbrwithin median nth_value ntile nvl nvl2 over partition"
            + " percent_rank percentile_cont percentile_disc rank regexp_instr regexp_replace regexp_substr row_number"
            + " some to_char";
    private static final String MARIADB_10_11 =
            "crc32c json_equals json_normalize json_overlaps natural_sort_key" + " random_bytes sformat";
    private static final String MARIADB_11_4 =
            "json_array_intersect json_key_value json_object_filter_keys" + " json_object_to_array json_schema_valid";

    /** Functions only when nothing stands between them and the parenthesis; else the name of a stored function. */
    private static final Set<String> ADJOINING = words(
            "adddate bit_and bit_or bit_xor cast count curdate curtime date_add"
                    + " date_sub extract group_concat max mid min now position session_user std stddev stddev_pop stddev_samp"
                    + " subdate substr substring sum sysdate system_user trim variance var_pop var_samp"
                    + " json_arrayagg json_objectagg st_collect add_months cume_dist date_format dense_rank first_value lag"
                    + " last_value lead median nth_value ntile percent_rank percentile_cont percentile_disc rank row_number");

    private static final Map<String, Set<Dialect>> WORDS = new HashMap<>();

    static {
        add(KEYWORDS, EnumSet.allOf(Dialect.class));
        add(TYPES, EnumSet.allOf(Dialect.class));
        add(FUNCTIONS, EnumSet.allOf(Dialect.class));
        add(MYSQL, EnumSet.range(Dialect.MYSQL_5_7, Dialect.MYSQL_9_7));
        add(HASHES, EnumSet.range(Dialect.MYSQL_5_7, Dialect.MYSQL_8_0));
        add(HASHES, EnumSet.range(Dialect.MARIADB_10_6, Dialect.MARIADB_11_4));
        add(MYSQL_8, EnumSet.range(Dialect.MYSQL_8_0, Dialect.MYSQL_9_7));
        add(MYSQL_9, EnumSet.of(Dialect.MYSQL_9_7));
        add(MARIADB, EnumSet.range(Dialect.MARIADB_10_6, Dialect.MARIADB_11_4));
        add(MARIADB_10_11, EnumSet.range(Dialect.MARIADB_10_11, Dialect.MARIADB_11_4));
        add(MARIADB_11_4, EnumSet.of(Dialect.MARIADB_11_4));
    }

    private BuiltIns() {}

    /**
     * Whether the word, in lower case, may stand before a parenthesis.
     *
     * @param apart when white space or a comment stands between the two
     */
    static boolean allow(String word, boolean apart, Dialect dialect) {
        return WORDS.getOrDefault(word, Set.of()).contains(dialect) && !(apart && ADJOINING.contains(word));
    }

    /** All words that a server of this dialect takes for its own. */
    static Set<String> of(Dialect dialect) {
        Set<String> words = new java.util.TreeSet<>(WORDS.keySet());
        words.removeIf(word -> !allow(word, false, dialect));
        return words;
    }

    private static Set<String> words(String list) {
        return Set.of(list.split(" ", -1));
    }

    private static void add(String list, Set<Dialect> dialects) {
        for (String word : words(list)) {
            WORDS.computeIfAbsent(word, name -> EnumSet.noneOf(Dialect.class)).addAll(dialects);
        }
    }
}
