using System.CommandLine;
using System.CommandLine.Parsing;

namespace Scheduling.BookingRush;

/// <summary>Where the gateways are, and how to get in.</summary>
internal sealed class AccessOptions
{
    private readonly Option<Uri[]> targets = new("--target")
    {
        Description = "A running gateway; again for several. Without it one is started for the run.",
        CustomParser = ParseAddresses,
    };

    private readonly Option<string?> login = new("--login")
    {
        Description = "E-mail of who may import. [the demo hospital's administrator, on loopback targets only]",
    };

    private readonly Option<FileInfo?> passwordFile = new("--password-file") { Description = "Its password." };
    private readonly Option<FileInfo?> signingKey = new("--signing-key")
    {
        Description = "Signs patients' tokens here. [data/signing-key where it exists, on loopback targets only]",
    };

    private readonly Option<FileInfo?> tokens =
        new("--tokens") { Description = "Ready tokens of the seed's patients." };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { targets, login, passwordFile, signingKey, tokens })
        {
            command.Options.Add(option);
        }
    }

    public IReadOnlyList<Uri> Targets(ParseResult arguments) => arguments.GetValue(targets) ?? [];

    public AccessChoice Choice(ParseResult arguments) => new(
        arguments.GetValue(login), arguments.GetValue(passwordFile), arguments.GetValue(signingKey),
        arguments.GetValue(tokens));

    private static Uri[] ParseAddresses(ArgumentResult argument)
    {
        var addresses = new List<Uri>();
        foreach (var token in argument.Tokens)
        {
            if (Uri.TryCreate(token.Value, UriKind.Absolute, out var address)
                && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps))
            {
                addresses.Add(address);
            }
            else
            {
                argument.AddError($"--target {token.Value} is no address like http://127.0.0.1:5080.");
            }
        }

        return [.. addresses];
    }
}
