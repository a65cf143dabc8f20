namespace Scheduling.Silo.Storage.Reads;

/// <summary>Names in lower case, as they are searched for and sorted by.</summary>
internal static class PersonNames
{
    /// <summary>What is there of prefix, given name, family name and suffix.</summary>
    public static string Full(PersonName name) => Folded(string.Join(
        ' ', new[] { name.Prefix, name.Given, name.Family, name.Suffix }.Where(part => !string.IsNullOrEmpty(part))));

    /// <summary>Family name, then given name.</summary>
    public static string Sort(PersonName name) => Folded($"{name.Family} {name.Given}");

    public static string Folded(string text) => text.ToLowerInvariant();
}
