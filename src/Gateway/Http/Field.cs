using System.Text.Json.Serialization;

namespace Scheduling.Gateway.Http;

/// <summary>
/// A member of a request as the client sent it: not at all (or <c>null</c>), as a <typeparamref name="T"/>, or as
/// something that is none. Reading it never fails, so that a validator can report all faults at once.
/// </summary>
/// <remarks>
/// T is int, bool, string, Guid, <see cref="RequestTime"/>, <see cref="JsonNumber"/>, <see cref="NumberOrText"/>, a
/// request object of the same serializer context, or an ImmutableArray of Field.
/// </remarks>
[JsonConverter(typeof(FieldConverterFactory))]
internal readonly record struct Field<T>
{
    private readonly T value;
    private readonly State state;

    private Field(T value, State state)
    {
        this.value = value;
        this.state = state;
    }

    private enum State : byte
    {
        Absent = 0,
        Valid = 1,
        Wrong = 2,
    }

    public static Field<T> Absent => default;

    /// <summary>Something that is no <typeparamref name="T"/>.</summary>
    public static Field<T> Wrong => new(default!, State.Wrong);

    public bool IsAbsent => state == State.Absent;

    public bool IsWrong => state == State.Wrong;

    public bool HasValue => state == State.Valid;

    /// <exception cref="InvalidOperationException">There is none: see <see cref="HasValue"/>.</exception>
    public T Value => HasValue ? value : throw new InvalidOperationException("The member has no value.");

    public static Field<T> Of(T value) => new(value, State.Valid);

    public bool TryGet(out T found)
    {
        found = value;
        return HasValue;
    }

    public T? ValueOr(T? other) => HasValue ? value : other;
}

/// <summary>Short forms for members that may be left out.</summary>
internal static class FieldExtensions
{
    public static T? OrNothing<T>(this Field<T> field)
        where T : struct => field.HasValue ? field.Value : null;

    public static string? OrNothing(this Field<string> field) => field.HasValue ? field.Value : null;

    /// <summary>The elements, none where the member is absent.</summary>
    public static IEnumerable<T> Items<T>(this Field<System.Collections.Immutable.ImmutableArray<Field<T>>> field) =>
        field.HasValue ? field.Value.Where(item => item.HasValue).Select(item => item.Value) : [];
}
