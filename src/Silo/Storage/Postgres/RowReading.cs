using System.Buffers.Binary;
using System.Collections.Immutable;
using Npgsql;
using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage.Postgres;

internal static class RowReading
{
    public static DateTimeOffset Time(this NpgsqlDataReader row, int column) =>
        row.GetFieldValue<DateTimeOffset>(column);

    public static UInt128 Hash(this NpgsqlDataReader row, int column) =>
        BinaryPrimitives.ReadUInt128BigEndian(row.GetFieldValue<byte[]>(column));

    public static string? Text(this NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>From three arrays of one length: ids, starts and ends; nulls where there is none.</summary>
    public static ImmutableArray<LiveAppointment> Live(this NpgsqlDataReader row, int first)
    {
        if (row.IsDBNull(first))
        {
            return [];
        }

        var ids = row.GetFieldValue<Guid[]>(first);
        var starts = row.GetFieldValue<DateTimeOffset[]>(first + 1);
        var ends = row.GetFieldValue<DateTimeOffset[]>(first + 2);
        var live = ImmutableArray.CreateBuilder<LiveAppointment>(ids.Length);
        for (var i = 0; i < ids.Length; i++)
        {
            live.Add(new LiveAppointment(ids[i], new TimeRange(starts[i], ends[i])));
        }

        return live.MoveToImmutable();
    }
}
