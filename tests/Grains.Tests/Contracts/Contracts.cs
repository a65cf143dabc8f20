using System.Reflection;

namespace Scheduling.Grains.Tests.Contracts;

/// <summary>What silos and gateways of different versions, and the database, agree on by name and by number.</summary>
internal static class Contracts
{
    private static readonly Assembly[] Assemblies = [typeof(Key).Assembly, typeof(SettingsState).Assembly];

    /// <summary>Everything that is sent or kept as grain state, by its alias.</summary>
    public static IReadOnlyDictionary<string, Type> Records { get; } = Types()
        .Where(type => type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false))
        .ToDictionary(type => type.GetCustomAttribute<AliasAttribute>()!.Alias, StringComparer.Ordinal);

    /// <summary>Calls, kinds of grains and numbers of enumerations: one line each.</summary>
    public static IEnumerable<string> Names() =>
        Types().SelectMany(type => type switch
        {
            { IsEnum: true, IsPublic: true } => EnumLines(type),
            { IsInterface: true } => CallLines(type),
            _ when type.GetCustomAttribute<GrainTypeAttribute>() is { } kind =>
                [$"grain {kind.GetGrainType(null!, null!)}"],
            _ => [],
        });

    public static IEnumerable<(uint Id, PropertyInfo Member)> Members(Type type) =>
        type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(member => member.IsDefined(typeof(IdAttribute)))
            .Select(member => (member.GetCustomAttribute<IdAttribute>()!.Id, member))
            .OrderBy(numbered => numbered.Id);

    private static IEnumerable<Type> Types() => Assemblies.SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.Namespace?.StartsWith("OrleansCodeGen", StringComparison.Ordinal) != true);

    private static IEnumerable<string> EnumLines(Type type) =>
        Enum.GetNames(type).Select(name => $"enum {type.Name} {name} = {Enum.Parse(type, name):D}");

    private static IEnumerable<string> CallLines(Type type) =>
        from call in type.GetMethods()
        let alias = call.GetCustomAttribute<AliasAttribute>()
        where alias is not null
        let parameters = string.Join(", ", call.GetParameters().Select(parameter => Name(parameter.ParameterType)))
        let grain = type.GetCustomAttribute<AliasAttribute>()!.Alias
        select $"call {grain} {alias.Alias}({parameters}): {Name(call.ReturnType)}";

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.GetCustomAttribute<AliasAttribute>()?.Alias ?? type.Name;
}
