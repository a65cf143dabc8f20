using System.Reflection;
using Scheduling.Grains.Hospitals;

namespace Scheduling.Grains.Tests.Settings;

/// <summary>
/// A stored row is found by state name and key, not by grain class, and a key of digits only is read as a number:
/// the classes keep out of each other's way.
/// </summary>
public sealed class PersistentGrainTests
{
    private static readonly (Type Grain, PersistentStateAttribute State)[] States =
    [
        .. from grain in typeof(HospitalGrain).Assembly.GetTypes()
           where typeof(IGrainBase).IsAssignableFrom(grain) && !grain.IsAbstract
           from parameter in grain.GetConstructors().SelectMany(constructor => constructor.GetParameters())
           let state = parameter.GetCustomAttribute<PersistentStateAttribute>()
           where state is not null
           select (grain, state),
    ];

    [Fact]
    public void State_names_are_permanent_and_each_class_has_its_own() =>
        Assert.Equal(
            ["hospital", "user-sessions"], States.Select(pair => pair.State.StateName).Order(StringComparer.Ordinal));

    [Fact]
    public void States_are_in_the_settings() =>
        Assert.All(States, pair => Assert.Equal(SettingsState.Storage, pair.State.StorageName));

    [Fact]
    public void Keys_are_never_strings() =>
        Assert.All(States, pair => Assert.False(
            typeof(IGrainWithStringKey).IsAssignableFrom(pair.Grain), $"{pair.Grain} has a string key"));

    [Fact]
    public void No_other_way_to_keep_state() =>
        Assert.DoesNotContain(typeof(HospitalGrain).Assembly.GetTypes(), type =>
            type.BaseType is { IsGenericType: true } parent && parent.GetGenericTypeDefinition() == typeof(Grain<>));
}
