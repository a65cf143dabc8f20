using Scheduling.Silo.Hosting;

namespace Scheduling.Gateway.Embedded;

/// <summary>
/// Whether this folder has the demo hospital. Its passwords are public, so where others than this machine can connect
/// somebody has to have said that it is wanted.
/// </summary>
internal sealed class DemoRule
{
    private const string Setting = "Demo:Enabled";

    private readonly string unfinished;

    private DemoRule(bool? wish, bool isPrivate, DataDirectory directory)
    {
        unfinished = Path.Combine(directory.Path, "demo-hospital.unfinished");
        IsWanted = wish ?? isPrivate;
        MayBePublic = isPrivate || wish == true;
    }

    public bool IsWanted { get; }

    /// <summary>Whether logging in with the demo's passwords harms nobody.</summary>
    public bool MayBePublic { get; }

    /// <summary>Whether it has yet to be imported: the folder was new, and no import of it came to its end.</summary>
    public bool IsDue => IsWanted && File.Exists(unfinished);

    /// <exception cref="StartRefusedException">The setting is neither true nor false, or has to be given.</exception>
    public static DemoRule Read(IConfiguration configuration, ListeningAddresses addresses, DataDirectory directory)
    {
        var wish = Wish(configuration[Setting]);
        if (wish is null && directory.IsNew && !addresses.AreLoopback)
        {
            throw new StartRefusedException(
                $"{addresses} can be reached from other machines, and the demo hospital's passwords are public: "
                + $"say {Setting}=true to have it all the same, or {Setting}=false.");
        }

        var rule = new DemoRule(wish, addresses.AreLoopback, directory);
        if (directory.IsNew && rule.IsWanted)
        {
            directory.MakeOwnersFile(rule.unfinished);
        }

        return rule;
    }

    public void Done() => File.Delete(unfinished);

    private static bool? Wish(string? value) => value switch
    {
        null => null,
        _ when bool.TryParse(value, out var wish) => wish,
        _ => throw new StartRefusedException($"{Setting} is \"{value}\": it is true, false, or left out."),
    };
}
