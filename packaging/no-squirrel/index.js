throw new Error('Parley has no Squirrel installer: its Windows target is nsis')
