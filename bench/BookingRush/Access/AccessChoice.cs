namespace Scheduling.BookingRush;

/// <summary>How a run gets its tokens, as somebody said it.</summary>
/// <param name="Login">E-mail of who may import; nothing: the demo hospital's administrator.</param>
/// <param name="PasswordFile">The first line is the password.</param>
/// <param name="SigningKey">The gateway's key, with which tokens are signed here.</param>
/// <param name="TokenFile">Ready tokens of patients.</param>
internal sealed record AccessChoice(string? Login, FileInfo? PasswordFile, FileInfo? SigningKey, FileInfo? TokenFile)
{
    /// <summary>Where the embedded gateway keeps it, seen from the folder that both are started in.</summary>
    private const string UsualKey = "data/signing-key";

    private const string DemoLogin = "admin@example.org";
    private const string DemoPassword = "admin-demo-1";

    /// <summary>The demo hospital's administrator.</summary>
    public static readonly Guid Administrator = Guid.Parse("2c1f8a3e-93d0-4d5e-9b57-6f1d0f2a2202");

    /// <exception cref="UsageException">It does not fit together.</exception>
    public RunAccess Open(IReadOnlyList<Uri> targets, Plan plan, Scenario scenario, HttpClient http, TimeProvider time)
    {
        var isHere = targets.All(target => target.IsLoopback);
        var key = SigningKey ?? (isHere && Login is null && File.Exists(UsualKey) ? new FileInfo(UsualKey) : null);
        var minted = key is null ? null : ReadKey(key.FullName, time);
        var staff = Login is null && minted is not null
            ? () => minted.Staff(scenario.Hospital.Id, Administrator)
            : Logins(isHere, scenario, http, time);
        if (TokenFile is not null)
        {
            return new RunAccess(staff, ReadyTokens.Read(TokenFile.FullName, plan), null);
        }

        return minted is not null
            ? new RunAccess(
                staff, new MintedTokens(minted, scenario.Hospital.Id, plan, scenario.Auditor + 1, time), null)
            : new RunAccess(staff, null, new PatientLogins(plan, scenario, http, time));
    }

    private static Tokens ReadKey(string path, TimeProvider time)
    {
        try
        {
            return Tokens.ReadKey(path, time);
        }
        catch (Exception fault) when (fault is IOException or FormatException or UnauthorizedAccessException)
        {
            throw new UsageException($"--signing-key {path}: {fault.Message}");
        }
    }

    private Func<string> Logins(bool isHere, Scenario scenario, HttpClient http, TimeProvider time)
    {
        if (Login is null && !isHere)
        {
            throw new UsageException(
                "Off this machine nobody logs in by default: say --login EMAIL --password-file FILE, or "
                + "--signing-key FILE.");
        }

        if (Login is not null && PasswordFile is not { Exists: true })
        {
            throw new UsageException("--login needs --password-file with a file that exists.");
        }

        var password = PasswordFile is { } file ? File.ReadLines(file.FullName).First().Trim() : DemoPassword;
        return new StaffLogin(http, scenario.Hospital.Id, Login ?? DemoLogin, password, time).Token;
    }
}

/// <summary>Who may do what in a run.</summary>
/// <param name="Staff">A token that may import and list.</param>
/// <param name="Ready">The patients' tokens, where they need not log in.</param>
/// <param name="Logins">The patients' logins, where they do.</param>
internal sealed record RunAccess(Func<string> Staff, IPatientTokens? Ready, PatientLogins? Logins)
{
    /// <summary>The patients' tokens; logs them in where it takes that.</summary>
    public async Task<IPatientTokens> Patients(string folder, IProgress<string> progress, CancellationToken stop) =>
        Ready ?? await Logins!.LogIn(folder, progress, stop);
}
