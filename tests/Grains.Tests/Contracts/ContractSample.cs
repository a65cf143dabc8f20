using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Scheduling.Grains.Tests.Contracts;

/// <summary>A contract with something in every member, the same whenever it is made.</summary>
internal static class ContractSample
{
    private static readonly DateTimeOffset Instant = new(2030, 3, 14, 8, 0, 0, TimeSpan.Zero);

    public static object Of(Type type, uint seed = 0) => Nullable.GetUnderlyingType(type) is { } inner
        ? Of(inner, seed)
        : Plain(type, seed) ?? (type.IsGenericType ? List(type, seed) : Filled(type));

    private static object? Plain(Type type, uint seed) => type switch
    {
        { IsEnum: true } => Enum.GetValues(type).Cast<object>().Last(),
        _ when type == typeof(string) => $"text {seed}: é +\"",
        _ when type == typeof(bool) => true,
        _ when type == typeof(int) => 1_000 + (int)seed,
        _ when type == typeof(long) => 1_000_000_000_000 + seed,
        _ when type == typeof(UInt128) => new UInt128(0x0123456789abcdef, 0xfedcba9876543210 + seed),
        _ when type == typeof(Guid) => new Guid(seed + 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
        _ when type == typeof(TimeSpan) => TimeSpan.FromMinutes(90 + seed),
        _ when type == typeof(DateTimeOffset) => Instant.AddHours(seed),
        _ when type == typeof(DateOnly) => new DateOnly(2030, 3, 14).AddDays((int)seed),
        _ when type == typeof(TimeOnly) => new TimeOnly(8, 0).AddHours(seed),
        _ when type == typeof(double) => 1.5 + seed,
        _ when type == typeof(decimal) => 7.00m + seed,
        _ when type == typeof(byte[]) => new byte[] { 1, 2, (byte)seed },
        _ when type.IsAssignableTo(typeof(Exception)) => Activator.CreateInstance(type, $"text {seed}: é +\"", null),
        _ when type == typeof(TimeRange) => new TimeRange(Instant.AddHours(seed), Instant.AddHours(seed + 1)),
        _ => null,
    };

    private static object List(Type type, uint seed)
    {
        if (type.GetGenericTypeDefinition() != typeof(ImmutableArray<>))
        {
            throw new NotSupportedException($"Say in {nameof(ContractSample)} what a sample of {type} is.");
        }

        var items = (IList)Array.CreateInstance(type.GetGenericArguments()[0], 2);
        items[0] = Of(type.GetGenericArguments()[0], seed);
        items[1] = Of(type.GetGenericArguments()[0], seed + 1);
        return typeof(ImmutableArray).GetMethods()
            .Single(create => create.Name == nameof(ImmutableArray.Create)
                && create.GetParameters() is [{ ParameterType.IsArray: true }])
            .MakeGenericMethod(type.GetGenericArguments())
            .Invoke(null, [items])!;
    }

    private static object Filled(Type type)
    {
        var sample = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var (id, member) in Contracts.Members(type))
        {
            var value = Of(member.PropertyType, id);
            if (member.CanWrite)
            {
                member.SetValue(sample, value);
            }
            else
            {
                Field(member).SetValue(sample, value);
            }
        }

        return sample;
    }

    private static FieldInfo Field(PropertyInfo member) =>
        member.DeclaringType!.GetField(
            $"<{member.Name}>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic)
        ?? throw new NotSupportedException($"Say in {nameof(ContractSample)} what a sample of {member} is.");
}
