using Npgsql;
using NpgsqlTypes;

namespace Scheduling.Silo.Storage.Postgres;

/// <summary>
/// What a group writes of holds, beside its changes: each names its change by its place, counted from one.
/// </summary>
internal sealed class HoldRows
{
    private readonly List<(long Ordinal, Hold Hold)> placed = [];
    private readonly List<(long Ordinal, Guid HoldId)> ended = [];

    public HoldRows(ChangeRow[] changes)
    {
        for (var i = 0; i < changes.Length; i++)
        {
            if (changes[i].Prepared.PlacedHold is { } hold)
            {
                placed.Add((i + 1, hold));
            }

            if (changes[i].Prepared.EndedHoldId is { } id)
            {
                ended.Add((i + 1, id));
            }
        }
    }

    public void Bind(NpgsqlParameterCollection parameters) => parameters
        .BindAll(NpgsqlDbType.Bigint, placed, row => row.Ordinal)
        .BindAll(NpgsqlDbType.TimestampTz, placed, row => row.Hold.ExpiresAt)
        .BindAll(NpgsqlDbType.Uuid, placed, row => row.Hold.CreatedBy)
        .BindAll(NpgsqlDbType.TimestampTz, placed, row => row.Hold.CreatedAt)
        .BindAll(NpgsqlDbType.Bigint, ended, row => row.Ordinal)
        .BindAll(NpgsqlDbType.Uuid, ended, row => row.HoldId);
}
